import { isIPv6 } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** Virtual networks and tunnels: phones nearby reach this machine by another interface. */
const innerInterface = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|cni|flannel|tun|tap|wg|utun|tailscale|zt)/;

/** fe80::/10: browsers would need the name of their own interface with such an address. */
const isLinkLocal = (address: string) => /^fe[89ab]/i.test(address);

/** Whether others may reach a machine by this address or name: not by a wildcard, multicast or link-local address. */
export function isReachable(host: string): boolean {
  if (!ipaddr.isValid(host)) return !host.includes('%');
  const range = ipaddr.process(host).range();
  return !host.includes('%') && !isLinkLocal(host) && !['unspecified', 'multicast', 'broadcast'].includes(range);
}

const rankOf = (name: string, { family, internal }: NetworkInterfaceInfo) =>
  (internal ? 4 : 0) + (innerInterface.test(name) ? 2 : 0) + (family === 'IPv6' ? 1 : 0);

/** The machine's own addresses: those that phones are likely to reach first, the loopback last. */
export function ownAddresses(interfaces = networkInterfaces()): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, all]) => (all ?? []).map((each) => ({ ...each, rank: rankOf(name, each) })))
    .filter(({ address, family, internal }) => !isLinkLocal(address) && !(internal && family === 'IPv6'))
    .sort((a, b) => a.rank - b.rank)
    .map(({ address }) => address);
}

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/i.test(host);
const isWildcard = (host: string) => host === '0.0.0.0' || host === '::';

/** An address as in a URL. */
export const inLink = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** The address under which others reach this server; null if only this machine does. */
export function reachableHost(announced: string[], host: string | undefined, own = ownAddresses()): string | null {
  const listened = host && !isWildcard(host) ? [host] : own.filter((each) => host !== '0.0.0.0' || !isIPv6(each));
  return [...announced, ...listened].find((each) => !isLoopback(each)) ?? null;
}
