/** This many browsers at one private address are no household: a proxy in front hides their addresses. */
const suspiciousDevices = 30;

const sentence =
  'All who come seem to have one address, which is that of a proxy in front: limits and bans would hit them all. Let the ' +
  'proxy send X-Forwarded-For, and set TRUST_PROXY to how many proxies there are. See docs/operating.md.';

/** Warns once if all browsers seem to have one address, as they do behind a proxy that TRUST_PROXY does not count. */
export function createAddressWatch(isNearby: (address: string) => boolean, hint: (sentence: string) => void) {
  /** Null once another address was seen, or the warning was given. */
  let devices: Set<string> | null = new Set();
  let first: string | undefined;

  return function noteAddress(address: string, device: string | null): void {
    first ??= address;
    if (address !== first || !isNearby(address)) devices = null;
    if (!devices || !device) return;
    devices.add(device);
    if (devices.size < suspiciousDevices) return;
    devices = null;
    hint(sentence);
  };
}
