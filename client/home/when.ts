import { dateIn, isDate } from '../dates.ts';
import { language, words } from '../words/words.ts';
import { overAfterMs } from './eventGroups.ts';

/** The reader's own way of writing times, in the language of the page. */
const locale = navigator.languages.find((each) => each.toLowerCase().startsWith(language)) ?? language;
const timeOf = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const dateOf = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const farDateOf = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });

const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const yearOf = (ms: number) => new Date(ms).getFullYear();

export const clockOf = (ms: number) => dateIn(timeOf, ms);
/** A day of another year than this one says which. */
export const dayOf = (ms: number, nowMs: number) => dateIn(yearOf(ms) === yearOf(nowMs) ? dateOf : farDateOf, ms);

/** When an event starts or has started, in as few words as tell it. */
export function whenOf(startsAt: number, nowMs: number): string {
  const time = clockOf(startsAt);
  if (!isDate(startsAt)) return time;
  // Rounded, for a day in which the clocks change is not 24 h long.
  const days = Math.round((midnight(startsAt) - midnight(nowMs)) / dayMs);
  // Also over midnight, for what began last night and goes on.
  if (startsAt <= nowMs && nowMs - startsAt < overAfterMs) return words.home.since(time);
  if (days === 0) return words.home.today(time);
  if (days === 1) return words.home.tomorrow(time);
  if (days === -1) return words.home.yesterday(time);
  return `${dayOf(startsAt, nowMs)}, ${time}`;
}

const relativeOf = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** How long until then, in the largest unit that tells it. */
export function untilOf(startsAt: number, nowMs: number): string {
  if (!isDate(startsAt)) return clockOf(startsAt);
  const ms = startsAt - nowMs;
  if (ms < 90 * minuteMs) return relativeOf.format(Math.max(1, Math.round(ms / minuteMs)), 'minute');
  if (ms < 36 * hourMs) return relativeOf.format(Math.round(ms / hourMs), 'hour');
  const days = Math.round((midnight(startsAt) - midnight(nowMs)) / dayMs);
  if (days < 60) return relativeOf.format(days, 'day');
  return days < 730
    ? relativeOf.format(Math.round(days / 30.4), 'month')
    : relativeOf.format(Math.round(days / 365.25), 'year');
}

/** What a field of type `datetime-local` holds: the local time, to the minute. */
export function localTime(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The next full hour but one, as `localTime`: soon, but with time to tell others. */
export function soon(nowMs: number): string {
  return localTime(new Date(nowMs + 2 * 3_600_000).setMinutes(0, 0, 0));
}
