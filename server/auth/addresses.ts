import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** The client's address, behind this many trusted proxies. */
export function addressBehind(proxies: number, request: IncomingMessage): string {
  return proxyAddr(request, (_address, hop) => hop < proxies);
}

/** Some proxies add the port; with it, each connection would look like another client. */
const withPort = /^(?:\[(.+)\]|([\d.]+)):\d+$/;

/** IPv4 mapped into IPv6 counts as IPv4. Anything that is no address is returned unchanged. */
function rangeOf(address: string, v4Bits: number, v6Parts = 4): string {
  const plain = withPort.exec(address)?.slice(1).find(Boolean) ?? address;
  if (!ipaddr.isValid(plain)) return plain;
  const parsed = ipaddr.process(plain);
  if (parsed instanceof ipaddr.IPv4) {
    const kept = parsed.octets.slice(0, v4Bits / 8);
    return [...kept, ...Array<number>(4 - kept.length).fill(0)].join('.') + (v4Bits < 32 ? `/${v4Bits}` : '');
  }
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, v6Parts)
    .map((part) => part.toString(16))
    .join(':')}::/${v6Parts * 16}`;
}

/** One subscriber: an address of IPv4, a /64 of IPv6. */
export const subscriberOf = (address: string): string => rangeOf(address, 32);

/** /24 of IPv4, /64 of IPv6: the range in which one subscriber's address usually changes. */
export const networkOf = (address: string): string => rangeOf(address, 24);

/** /24 of IPv4, /48 of IPv6: the most that one customer gets (RFC 6177). Slots and loads are shared out by it. */
export const siteOf = (address: string): string => rangeOf(address, 24, 3);

/** Loopback, private and link-local addresses (RFC 1918, 4193, 3927). */
export function isNearby(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ['loopback', 'private', 'linkLocal', 'uniqueLocal'].includes(ipaddr.process(address).range());
}
