import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** The address of who asks, behind so many proxies that are believed. */
export function addressBehind(proxies: number, request: IncomingMessage): string {
  return proxyAddr(request, (_address, hop) => hop < proxies);
}

/** Some proxies say the port, too: each connection would be somebody else. */
const withPort = /^(?:\[(.+)\]|([\d.]+)):\d+$/;

/** IPv4 within IPv6 is IPv4. What is no address at all is as it is. */
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

/** One subscriber's: an address of IPv4, all that a /64 has of IPv6. */
export const subscriberOf = (address: string): string => rangeOf(address, 32);

/** /24 of IPv4, /64 of IPv6: as far as one subscriber's addresses usually move. */
export const networkOf = (address: string): string => rangeOf(address, 24);

/** /24 of IPv4, /48 of IPv6: as much as one customer is given at most (RFC 6177), and so one part of what is shared. */
export const siteOf = (address: string): string => rangeOf(address, 24, 3);

/** The loopback, private networks, and addresses of a link (RFC 1918, 4193, 3927). */
export function isNearby(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ['loopback', 'private', 'linkLocal', 'uniqueLocal'].includes(ipaddr.process(address).range());
}
