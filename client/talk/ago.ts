import { isDate } from '../dates.ts';

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** Relative time in a few words; less than a minute is "now". */
export function agoIn(language: string, ms: number): string {
  const [unit, each] = units.find(([, size]) => ms >= size) ?? ['second', Number.POSITIVE_INFINITY];
  if (!isDate(ms)) return '–';
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  return format.format(-Math.floor(ms / each) || 0, unit);
}
