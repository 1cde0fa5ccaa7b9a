import { describe, expect, it } from 'vitest';
import { inLink, isLoopback, ownAddresses, reachableHost } from '../../server/ownAddresses.ts';

const at = (address: string, internal = false) => ({
  address,
  internal,
  family: address.includes(':') ? ('IPv6' as const) : ('IPv4' as const),
  netmask: '',
  mac: '',
  cidr: null,
  scopeid: 0,
});
const interfaces = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  docker0: [at('172.17.0.1')],
  tun0: [at('10.8.0.2')],
  eth0: [at('2001:db8::5'), at('192.168.1.20'), at('fe80::1')],
};
const own = ownAddresses(interfaces);

describe('addresses of this machine', () => {
  it('begin with what phones reach, have both families, and none that holds on one cable only', () => {
    expect(own).toEqual(['192.168.1.20', '2001:db8::5', '172.17.0.1', '10.8.0.2', '127.0.0.1']);
  });

  it.each<[string, string[], string | undefined, string | null]>([
    ['nothing set', [], undefined, '192.168.1.20'],
    ['an announced one', ['fd00::2'], undefined, 'fd00::2'],
    ['an announced name', ['example.org'], undefined, 'example.org'],
    ['all of both families', [], '::', '192.168.1.20'],
    ['one that is listened on', [], '2001:db8::5', '2001:db8::5'],
    ['this machine only', [], '127.0.0.1', null],
    ['this machine only, and announced so', ['127.0.0.1'], 'localhost', null],
  ])('that others reach: %s', (_name, announced, host, reached) => {
    expect(reachableHost(announced, host, own)).toBe(reached);
  });

  it('are none to others where there is the loopback alone', () => {
    expect(reachableHost([], undefined, ['127.0.0.1'])).toBeNull();
    expect(['localhost', '127.3.2.1', '::1'].every(isLoopback)).toBe(true);
  });

  it('stand in links with brackets where they need them', () => {
    expect(['fd00::2', '192.0.2.1', 'example.org'].map(inLink)).toEqual(['[fd00::2]', '192.0.2.1', 'example.org']);
  });
});
