/** The address of who asks, behind so many proxies that are believed. */
export function addressBehind(proxies: number, direct: string, forwarded: string | undefined): string {
  const hops = (forwarded ?? '').split(',').flatMap((hop) => hop.trim() || []);
  return proxies > 0 ? (hops.at(-proxies) ?? hops[0] ?? direct) : direct;
}

/** /24 of IPv4, /64 of IPv6: as far as one subscriber's addresses usually move. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  if (v4) return v4;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const behind = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill('0');
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':');
}
