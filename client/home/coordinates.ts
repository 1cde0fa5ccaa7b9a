import { type Position, positionSchema } from '../../shared/domain.ts';

/** `axis` is null if no letter says which one it is. */
type Angle = { degrees: number; axis: 'latitude' | 'longitude' | null };

const sides: Record<string, { axis: Angle['axis']; sign: 1 | -1 }> = {
  N: { axis: 'latitude', sign: 1 },
  S: { axis: 'latitude', sign: -1 },
  E: { axis: 'longitude', sign: 1 },
  W: { axis: 'longitude', sign: -1 },
  // French "ouest".
  O: { axis: 'longitude', sign: -1 },
};

/** Matches two angles, each `[letter, degrees, minutes, seconds, letter]`; `point` is the decimal separator. */
function pairsOf(point: string): RegExp[] {
  const number = `\\d+(?:${point}\\d+)?`;
  const size = `([+-]?${number}) ?(?:° ?(?:(${number}) ?' ?(?:(${number}) ?" ?)?)?)?`;
  return [`([NSEWO]) ?${size}()`, `()${size}([NSEWO]?)`].map(
    (angle) => new RegExp(`^${angle}(?: ?[,;] ?| |(?<=[NSEWO]))${angle}$`),
  );
}
const withPoint = pairsOf('\\.');
/** French keyboards write 48,8584. If there is a point in the text, commas only separate the angles. */
const withComma = pairsOf(',');

/** Replaces the many variants of signs that phones, maps and keyboards write by one each. */
function normalized(text: string): string {
  return text
    .toUpperCase()
    .replace(/^\s*[([]|[)\]]\s*$/g, '')
    .replace(/[−–]/g, '-')
    .replace(/[º˚]/g, '°')
    .replace(/''|[″”“]/g, '"')
    .replace(/[′’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

function angleOf([before = '', whole = '', minutes = '', seconds = '', after = '']: readonly (string | undefined)[]) {
  const side = sides[before || after];
  const read = (text: string) => Number(text.replace(',', '.'));
  const isSignedTwice = side && /[+-]/.test(whole);
  if (isSignedTwice || read(minutes) >= 60 || read(seconds) >= 60) return null;
  const sign = side?.sign ?? (whole.startsWith('-') ? -1 : 1);
  const size = Math.abs(read(whole)) + read(minutes) / 60 + read(seconds) / 3_600;
  return { degrees: sign * size, axis: side?.axis ?? null } satisfies Angle;
}

/**
 * Accepts `48.8584, 2.2945`, `48,8584 2,2945`, `48.8584° N, 2.2945° E`, `48°51'30"N 2°17'40"E`; latitude
 * first unless letters say otherwise. Null if it is no position.
 */
export function parseCoordinates(text: string): Position | null {
  const given = normalized(text);
  for (const pair of given.includes('.') ? withPoint : [...withComma, ...withPoint]) {
    const parts = pair.exec(given)?.slice(1);
    const first = parts && angleOf(parts.slice(0, 5));
    const second = parts && angleOf(parts.slice(5));
    if (!first || !second || (first.axis === null) !== (second.axis === null)) continue;
    if (first.axis !== null && first.axis === second.axis) continue;
    const [north, east] = first.axis === 'longitude' ? [second, first] : [first, second];
    const parsed = positionSchema.safeParse({ latitude: north.degrees, longitude: east.degrees });
    if (parsed.success) return parsed.data;
  }
  return null;
}

/** Five decimals are 1 m, which is precise enough for a venue. */
export function writeCoordinates({ latitude, longitude }: Position): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}
