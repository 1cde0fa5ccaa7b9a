const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~';

/**
 * Latitude and longitude of a link such as `osm.org/go/0BOd2hh4T`: each character holds three bits of either, longitude
 * first (https://wiki.openstreetmap.org/wiki/Shortlink).
 */
export function osmShortCode(code: string): [latitude: number, longitude: number] {
  let [east, north, cell] = [0, 0, 1];
  // Early links write @ for ~, and = for -, which only tells the zoom.
  for (const letter of code
    .replaceAll('@', '~')
    .replace(/[-=].*$/, '')
    .slice(0, 10)) {
    const six = digits.indexOf(letter);
    for (const bit of [4, 2, 0]) {
      cell /= 2;
      east += ((six >> (bit + 1)) & 1) * cell;
      north += ((six >> bit) & 1) * cell;
    }
  }
  return [north * 180 - 90, east * 360 - 180];
}
