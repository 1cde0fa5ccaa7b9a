import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressBehind, networkOf, siteOf, subscriberOf } from '../../server/auth/addresses.ts';
import { createVisitors } from '../../server/auth/visitors.ts';
import { newcomerMs } from '../../shared/limits.ts';

describe('where somebody comes from', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
    ['203.0.113.77:51234', '203.0.113.0/24', '203.0.113.77'],
    ['::ffff:203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
    ['::ffff:cb00:714d', '203.0.113.0/24', '203.0.113.77'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
    ['2001:DB8::6', '2001:db8:0:0::/64', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64', '0:0:0:0::/64'],
    ['unknown', 'unknown', 'unknown'],
  ])('the network of %s, and what one subscriber has of it', (address, network, subscriber) => {
    expect(networkOf(address)).toBe(network);
    expect(subscriberOf(address)).toBe(subscriber);
  });

  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8:1:ffff::9', '2001:db8:1::/48'],
    ['unknown', 'unknown'],
  ])('the site of %s', (address, site) => {
    expect(siteOf(address)).toBe(site);
  });

  it.each([
    [0, '1.2.3.4, 5.6.7.8', '9.9.9.9'],
    [1, '1.2.3.4, 5.6.7.8', '5.6.7.8'],
    [2, '1.2.3.4, 5.6.7.8', '1.2.3.4'],
    [3, '1.2.3.4, 5.6.7.8', '1.2.3.4'],
    [1, undefined, '9.9.9.9'],
  ])('the address behind %d proxies that say %s', (proxies, forwarded, address) => {
    const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '9.9.9.9' } };
    expect(addressBehind(proxies, request as unknown as IncomingMessage)).toBe(address);
  });
});

describe('a browser’s cookie', () => {
  const at = 1_700_000_000_000;
  const visitors = createVisitors(new TextEncoder().encode('a secret'), () => at);
  const { header, sent } = visitors.cookieFor(undefined, true);

  it('can be read by no script, is sent to no other site, and lasts two days from the last visit', () => {
    expect(header).toBe(`${sent}; Max-Age=172800; Path=/; HttpOnly; Secure; SameSite=Lax`);
    expect(visitors.cookieFor(`a=b; ${sent}`, true)).toEqual({ header, sent });
  });

  it('makes the same visitor of the same browser, another at each event', () => {
    const first = visitors.of('concert', sent, '1.2.3.4');
    expect(visitors.of('concert', sent, '5.6.7.8')).toMatchObject({ device: first.device, sender: first.sender });
    expect(visitors.of('another', sent, '1.2.3.4').device).not.toBe(first.device);
    expect(first.since).toBe(at);
    expect(JSON.stringify(first)).not.toContain('1.2.3.4');
  });

  it('makes nobody a newcomer for longer than from now on, however far the clock was set back', () => {
    const before = createVisitors(new TextEncoder().encode('a secret'), () => at - 3_600_000);
    expect(before.asker(sent, '1.2.3.4').newUntil).toBe(at - 3_600_000 + newcomerMs);
    expect(visitors.asker(sent, '1.2.3.4').newUntil).toBe(at + newcomerMs);
  });

  it('that was made up is none', () => {
    const forged = sent.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(visitors.of('concert', forged, '1.2.3.4').device).toBeNull();
    expect(visitors.cookieFor(forged, false).sent).not.toContain(forged);
    expect(visitors.cookieFor(forged, false).header).not.toContain('Secure');
  });
});
