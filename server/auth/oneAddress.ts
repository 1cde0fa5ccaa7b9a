/** So many browsers of one private address are no household: a proxy stands in front that does not say who comes. */
const telling = 30;

const sentence =
  'All who come seem to have one address, which is that of a proxy in front: limits and bans would hit them all. Let the ' +
  'proxy send X-Forwarded-For, and set TRUST_PROXY to how many proxies there are. See docs/operating.md.';

/** Tells, once, where all who come seem to have one address, which is the proxy's: limits and bans would hit them all. */
export function createAddressWatch(isNearby: (address: string) => boolean, hint: (sentence: string) => void) {
  let devices: Set<string> | null = new Set();
  let first: string | undefined;

  return function noteAddress(address: string, device: string | null): void {
    first ??= address;
    if (address !== first || !isNearby(address)) devices = null;
    if (!devices || !device) return;
    devices.add(device);
    if (devices.size < telling) return;
    devices = null;
    hint(sentence);
  };
}
