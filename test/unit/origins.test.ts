import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAddressWatch } from '../../server/auth/addressWatch.ts';
import { createOrigins } from '../../server/auth/origins.ts';
import { BadSetting, readSettings } from '../../server/config.ts';

const allowedOf = (text: string) => readSettings({ ALLOWED_ORIGINS: text }).ALLOWED_ORIGINS;
const create = (trustProxy: number, isSecure: boolean, allowed = '') => {
  const hints: string[] = [];
  const origins = createOrigins({
    allowed: allowedOf(allowed),
    front: { trustProxy, isSecure },
    hint: (sentence) => hints.push(sentence),
  });
  const lets = (headers: IncomingHttpHeaders) => {
    try {
      origins.check(headers);
      return true;
    } catch {
      return false;
    }
  };
  return { lets, hints };
};
const behindProxy = { host: '127.0.0.1:3000', 'x-forwarded-host': 'p.example', 'x-forwarded-proto': 'https' };

describe('a page of our own is one', () => {
  it.each<[string, boolean, IncomingHttpHeaders]>([
    ['of no browser', true, { host: 'p.example' }],
    ['at the server itself', true, { origin: 'http://p.example:3000', host: 'p.example:3000' }],
    ['with capitals', true, { origin: 'https://p.example', host: 'P.Example' }],
    ['with the default port of https', true, { origin: 'https://p.example', host: 'p.example:443' }],
    ['with the default port of http', true, { origin: 'http://p.example', host: 'p.example:80' }],
    ['at an IPv6 address', true, { origin: 'http://[fd00::2]:3000', host: '[FD00:0:0:0::2]:3000' }],
    ['behind a proxy that only keeps the host', true, { origin: 'https://p.example', host: 'p.example' }],
    ['at another port', false, { origin: 'https://p.example:8443', host: 'p.example' }],
    ['at another name', false, { origin: 'https://p.example.evil.example', host: 'p.example' }],
    ['without a name', false, { origin: 'null', host: 'p.example' }],
    ['of an extension', false, { origin: 'chrome-extension://p.example', host: 'p.example' }],
    ['by headers that nobody believes', false, { ...behindProxy, origin: 'https://p.example' }],
  ])('%s: %s', (_, isOwn, headers) => {
    expect(create(0, false).lets(headers)).toBe(isOwn);
  });

  it.each<[string, boolean, IncomingHttpHeaders]>([
    ['that forwards name and scheme', true, { ...behindProxy, origin: 'https://p.example' }],
    [
      'that forwards the name with its port',
      true,
      { ...behindProxy, 'x-forwarded-host': 'p.example:443', origin: 'https://p.example' },
    ],
    ['that is one of two', true, { ...behindProxy, 'x-forwarded-proto': 'https, http', origin: 'https://p.example' }],
    ['with a page by http', false, { ...behindProxy, origin: 'http://p.example' }],
    ['with a page of another site', false, { ...behindProxy, origin: 'https://evil.example' }],
    ['that says nothing', true, { origin: 'https://p.example', host: 'p.example' }],
  ])('behind a believed proxy %s: %s', (_, isOwn, headers) => {
    expect(create(1, false).lets(headers)).toBe(isOwn);
  });

  it('by https alone where the server speaks it itself', () => {
    const { lets } = create(0, true);
    expect(lets({ origin: 'https://p.example', host: 'p.example' })).toBe(true);
    expect(lets({ origin: 'http://p.example', host: 'p.example' })).toBe(false);
  });
});

describe('a page that the operator lets in', () => {
  it('is known however its origin was written', () => {
    const { lets } = create(0, false, 'https://Partner.example/, https://other.example:443 ,http://[::1]:8080/watch');
    for (const origin of ['https://partner.example', 'https://other.example', 'http://[::1]:8080']) {
      expect(lets({ origin, host: 'p.example' }), origin).toBe(true);
    }
    expect(lets({ origin: 'http://partner.example', host: 'p.example' })).toBe(false);
  });

  it.each(['partner.example', '*', 'ftp://partner.example'])('is named by an origin, which %s is not', (text) => {
    expect(() => allowedOf(text)).toThrow(BadSetting);
    expect(() => allowedOf(text)).toThrow(/ALLOWED_ORIGINS.*write each as https:\/\/example\.org/);
  });
});

describe('the operator is warned', () => {
  it('once for each page that was refused: what came, what was expected, what to set', () => {
    const { lets, hints } = create(0, false);
    for (let n = 0; n < 3; n += 1) lets({ origin: 'https://p.example', host: '127.0.0.1:3000' });
    expect(hints).toHaveLength(1);
    for (const part of [
      'https://p.example',
      '127.0.0.1:3000',
      'Host',
      'TRUST_PROXY',
      'ALLOWED_ORIGINS',
      'docs/operating.md',
    ]) {
      expect(hints[0]).toContain(part);
    }
    for (let n = 0; n < 50; n += 1) lets({ origin: `https://evil${n}.example`, host: '127.0.0.1:3000' });
    expect(hints.length).toBeLessThanOrEqual(10);
  });

  it('that a proxy gives its own address to all who come, and not that a venue has one', () => {
    const warned: string[] = [];
    const isPrivate = (address: string) => address.startsWith('172.');
    const come = (address: (n: number) => string) => {
      const note = createAddressWatch(isPrivate, (sentence) => warned.push(sentence));
      for (let n = 0; n < 100; n += 1) note(address(n), `device ${n}`);
      return warned.splice(0).length;
    };
    expect(come(() => '172.18.0.1')).toBe(1);
    expect(come(() => '203.0.113.9')).toBe(0);
    expect(come((n) => `172.18.0.${n}`)).toBe(0);
  });
});
