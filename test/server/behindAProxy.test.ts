import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { cookieHeaderOf } from '../support/cookie.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig({ env: { TRUST_PROXY: '1', ALLOWED_ORIGINS: 'https://partner.example/' } });
const { event } = await rig.openEvent();
const { url } = rig.server;
const byHttps = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'p.example', 'x-forwarded-for': '203.0.113.9' };
const partner = { origin: 'https://partner.example' };
const ask = (path: string, headers: Record<string, string>, method = 'GET', body?: string) =>
  fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
const connect = (headers: Record<string, string>) =>
  rig.socket('viewer', event.id, undefined, headers).then(
    () => 'connected',
    ({ code }) => code,
  );

describe('behind a proxy that speaks TLS', () => {
  it('a browser gets HSTS, and a cookie for https only', async () => {
    expect((await ask('/', byHttps)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await ask('/', {})).headers.get('strict-transport-security')).toBeNull();
    expect(await cookieHeaderOf(url, byHttps)).toMatch(/; Secure;/);
    expect(await cookieHeaderOf(url)).not.toContain('Secure');
  });

  it('its pages may connect by the host that the proxy forwards', async () => {
    const origin = 'https://p.example';
    expect(await connect({ ...byHttps, origin })).toBe('connected');
    expect(await connect({ origin, host: 'p.example:443' })).toBe('connected');
    expect(await connect({ origin })).toBe('foreignOrigin');
    await expect.poll(rig.server.output).toMatch(/A page of https:\/\/p\.example was refused.*TRUST_PROXY/);
    const policy = (await ask('/', byHttps)).headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' ws://p.example wss://p.example");
  });
});

describe('a page opened at localhost', () => {
  it('gets no address for other devices if something stands in front of the server', async () => {
    const origin = async (headers: Record<string, string>) => (await ask('/api/origin', headers)).json();
    expect(await origin({ host: 'localhost:8443' })).toEqual({ origin: null, isForwarded: true });
    const direct = await createRig();
    const { port } = new URL(direct.server.url);
    const at = (host: string) =>
      new Promise((resolve, reject) => {
        request(`${direct.server.url}/api/origin`, { headers: { host } }, async (reply) => {
          resolve(JSON.parse((await reply.toArray()).join('')));
        })
          .on('error', reject)
          .end();
      });
    expect(await at(`localhost:${port}`)).toEqual({ origin: null, isForwarded: false });
    // A container's port, or one forwarded over ssh.
    for (const host of ['localhost:8080', 'localhost']) {
      expect(await at(host)).toEqual({ origin: null, isForwarded: true });
    }
  });
});

describe('a page of another site', () => {
  it('may use REST if the operator allows its origin, without cookies', async () => {
    const listed = await ask('/api/events', partner);
    expect(listed.headers.get('access-control-allow-origin')).toBe(partner.origin);
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull();
    expect(listed.headers.get('vary')).toContain('Origin');
    const preflight = {
      ...partner,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const mayPost = await ask('/api/events', preflight, 'OPTIONS');
    expect(mayPost.status).toBe(204);
    expect(mayPost.headers.get('access-control-allow-methods')).toContain('POST');
    expect(mayPost.headers.get('access-control-allow-headers')).toContain('Content-Type');
    const json = { ...partner, 'content-type': 'application/json' };
    expect((await ask('/api/events', json, 'POST', '{"title":"Theirs"}')).status).toBe(200);
    // Refusals are readable, too.
    const refused = await ask('/api/events/nowhere', partner);
    expect(refused.headers.get('access-control-allow-origin')).toBe(partner.origin);
  });

  it('may neither read nor write by REST if its origin is not allowed', async () => {
    const evil = { origin: 'https://evil.example' };
    expect((await ask('/api/events', evil)).headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await ask('/api/events', { ...evil, 'access-control-request-method': 'POST' }, 'OPTIONS');
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    for (const type of ['application/json', 'text/plain']) {
      const posted = await ask('/api/events', { ...evil, 'content-type': type }, 'POST', '{"title":"Forged"}');
      expect(posted.status).toBe(403);
      expect(await posted.json()).toMatchObject({ refusal: { code: 'foreignOrigin' } });
    }
    expect(
      (await ask('/api/events', { origin: 'null', 'content-type': 'application/json' }, 'POST', '{}')).status,
    ).toBe(403);
  });

  it('gets only public data: no pages, no metrics', async () => {
    for (const path of ['/', '/metrics', '/healthz']) {
      expect((await ask(path, partner)).headers.get('access-control-allow-origin'), path).toBeNull();
    }
  });
});

describe('the cookie', () => {
  it('is set on an event’s pages and sockets, for two days, and nowhere else', async () => {
    for (const path of ['/', '/demo', '/clock', '/api/events', `/api/events/${event.id}`, '/icon.svg', '/healthz']) {
      expect((await ask(path, {})).headers.get('set-cookie'), path).toBeNull();
    }
    const given = [await cookieHeaderOf(url), (await ask(`/e/${event.id}/live`, {})).headers.get('set-cookie')];
    for (const cookie of given)
      expect(cookie).toMatch(/^polyscope_device=[^;]+; Max-Age=172800; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('distinguishes browsers of one address from their first connection on', async () => {
    const [one, two] = [await rig.socket('viewer', event.id), await rig.socket('viewer', event.id)];
    const senders = await Promise.all([one, two].map((viewer) => viewer.must<{ sender: string }>('readMessages', {})));
    expect(senders[0]?.sender).not.toBe(senders[1]?.sender);
  });
});
