import { type Position, positionSchema } from '../../shared/domain.ts';
import { osmShortCode } from './osmShortCode.ts';

const number = '([+-]?\\d{1,3}(?:\\.\\d{1,20})?)';
const pair = new RegExp(`^\\s*(?:loc:)?\\s*${number}\\s*,\\s*${number}(?![\\d.])`);
const position = (latitude: unknown, longitude: unknown): Position | null =>
  positionSchema.safeParse({ latitude: Number(latitude), longitude: Number(longitude) }).data ?? null;

/** `48.8584,2.2945`, also with a label or a zoom behind it. */
function pairIn(text: string | null | undefined): Position | null {
  const found = pair.exec(text ?? '');
  return found && position(found[1], found[2]);
}

/** The last match: of a route, its end. */
const lastIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].at(-1);

/** `decodeURIComponent` throws at a lone per cent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const firstOf = (url: URL, names: readonly string[]) =>
  names.map((name) => pairIn(url.searchParams.get(name))).find((found) => found) ?? null;

/** In Google's `data` and `pb`, `!3d` is a latitude; a longitude is `!4d` of a pin, `!2d` of an embedded map. */
const pinPattern = new RegExp(`!3d${number}!4d${number}`, 'g');
const embedPattern = new RegExp(`!2d${number}!3d${number}`, 'g');
const routePattern = new RegExp(`!1d${number}!2d${number}`, 'g');

function googlePosition(url: URL): Position | null {
  const path = decoded(url.pathname);
  const whole = path + decoded(url.search);
  const pin = lastIn(whole, pinPattern);
  const embed = lastIn(whole, embedPattern);
  const route = lastIn(whole, routePattern);
  const written = path
    .split('/')
    .filter((part) => !part.startsWith('@'))
    .map(pairIn)
    .filter((found) => found !== null);
  return (
    (pin && position(pin[1], pin[2])) ||
    firstOf(url, ['q', 'query', 'destination', 'daddr', 'cbll', 'viewpoint']) ||
    (embed && position(embed[2], embed[1])) ||
    (route && position(route[2], route[1])) ||
    written.at(-1) ||
    // The middle of what was shown: less exact than a pin.
    firstOf(url, ['ll', 'sll', 'center']) ||
    pairIn(/\/@([^/]*)/.exec(path)?.[1])
  );
}

function applePosition(url: URL): Position | null {
  return firstOf(url, ['coordinate', 'll', 'q', 'address', 'daddr', 'destination', 'sll', 'center', 'near']);
}

/** OpenStreetMap, and the many sites that write what they show as it does: `#map=17/48.8584/2.2945`. */
function osmPosition(url: URL): Position | null {
  const { searchParams, hash } = url;
  const code = /^\/go\/([\w~@=-]+)/.exec(url.pathname)?.[1];
  const ends = decoded(searchParams.get('route') ?? '').split(';');
  const shown = new RegExp(`^#(?:.*&)?(?:map=)?[\\d.]{1,6}/${number}/${number}(?![\\d.])`).exec(decoded(hash));
  return (
    (searchParams.has('mlat') && position(searchParams.get('mlat'), searchParams.get('mlon'))) ||
    pairIn(ends.at(-1)) ||
    (code && position(...osmShortCode(code))) ||
    (shown && position(shown[1], shown[2])) ||
    (searchParams.has('lat') && position(searchParams.get('lat'), searchParams.get('lon'))) ||
    null
  );
}

/** Query of `geo:0,0?q=48.8584,2.2945(Name)`: Android's way to mark a place. */
const geoPosition = (url: URL) => firstOf(url, ['q']) ?? pairIn(url.pathname);

const maps: readonly { of: RegExp; read(url: URL): Position | null }[] = [
  { of: /^geo:$/, read: geoPosition },
  { of: /^https?:(www\.|maps\.)?google(\.[a-z]{2,3}){1,2}$/, read: googlePosition },
  { of: /^(https?:maps\.apple\.com|maps:.*)$/, read: applePosition },
  { of: /^https?:((www\.)?openstreetmap\.(org|fr|de)|(www\.)?osm\.org)$/, read: osmPosition },
];
/** Links that only their own server can resolve. */
const shortHosts = /^(maps\.app\.goo\.gl|goo\.gl|g\.co|app\.goo\.gl|share\.google|maps\.apple)$/;

export type MapLink = Position | 'unresolved' | null;

/**
 * The place in a link of Google Maps, Apple Maps or OpenStreetMap, or in a `geo:` link, whatever text is around it.
 * `unresolved` if the link does not hold its place; null if there is no link to a map.
 */
export function parseMapLink(text: string): MapLink {
  const found = /\b(?:https?:\/\/|geo:|maps:)\S+|^\s*[\w-]+(?:\.[\w-]+)+\/\S*/i.exec(text)?.[0].trim();
  const link = found && /^(https?|geo|maps):/i.test(found) ? found : `https://${found}`;
  if (!found || !URL.canParse(link)) return null;
  const url = new URL(link);
  // Google asks Europeans for consent first, and carries the link along.
  const inner = url.hostname.startsWith('consent.google.') && url.searchParams.get('continue');
  if (inner && !inner.includes('consent.')) return parseMapLink(inner);
  if (shortHosts.test(url.hostname)) return 'unresolved';
  const map = maps.find(({ of }) => of.test(url.protocol + url.hostname));
  return map ? (map.read(url) ?? 'unresolved') : null;
}
