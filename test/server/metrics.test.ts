import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { isNearby } from '../../server/auth/addresses.ts';
import { translateErrors } from '../../server/http/door.ts';
import { metricsRoutes } from '../../server/http/metricsRoutes.ts';
import { createLog } from '../../server/log.ts';
import { metrics } from '../../server/metrics.ts';
import { createRefusalOf } from '../../server/refusalOf.ts';
import type { MediaStatus } from '../../shared/conversations/moderator.ts';
import { filmingOn } from '../support/filming.ts';
import { metricsOf } from '../support/metricsOf.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig({ isPlain: true });
const { film, view } = filmingOn(rig);
const { event, token } = await rig.openEvent();
const { id: perspective } = await film(event.id, 1);
const viewer = await view(event.id);
await viewer.want([{ perspective, widthPx: 200 }]);
const read = (headers: Record<string, string> = {}, url = rig.server.url) => fetch(`${url}/metrics`, { headers });
/** The status line that a raw request gets. */
const firstLine = async (request: string): Promise<string> => {
  const socket = connect(Number(new URL(rig.server.url).port), '127.0.0.1');
  socket.write(`${request}\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer).split('\r\n')[0] ?? '';
};
const soon = { interval: 100 };

describe('what operators see', () => {
  it('has every metric of the table, with values', async () => {
    await expect
      .poll(async () => (await metricsOf(rig.server.url)).get('polyscope_consumers{layer="0"}'), soon)
      .toBe(1);
    const figure = async (name: string) => (await metricsOf(rig.server.url)).get(name) ?? 0;
    await expect
      .poll(() => figure('polyscope_media_bits_per_second{worker="0",direction="in"}'), soon)
      .toBeGreaterThan(400_000);
    const out = await figure('polyscope_media_bits_per_second{worker="0",direction="out"}');
    expect(out).toBeGreaterThan(30_000);
    expect(out).toBeLessThan(80_000);
    expect(await figure('polyscope_media_packets_per_second{worker="0",direction="in"}')).toBeGreaterThan(50);
    expect(await figure('polyscope_uplink_score{of="worst"}')).toBeGreaterThan(0);
    expect(await figure('polyscope_worker_load_share{worker="0"}')).toBeGreaterThan(0);
    expect(await figure('polyscope_joins_total{role="viewer"}')).toBe(1);
    expect(await figure('polyscope_joins_total{role="spectator"}')).toBe(1);
    expect(await figure('polyscope_redis_latency_seconds')).toBeGreaterThan(0);
    await viewer.socket.ask('ready', {});
    expect(await figure('polyscope_refusals_total{code="badMessage"}')).toBe(1);
    const text = await (await read()).text();
    for (const { name } of Object.values(metrics)) expect(text).toContain(`# TYPE ${name} `);
  });

  it('names no event, no perspective, no address and no secret', async () => {
    const text = await (await read()).text();
    for (const secret of [event.id, perspective, token, '127.0.0.1']) expect(text).not.toContain(secret);
  });

  it('is for the loopback and private networks, unless a token is set', async () => {
    expect((await read()).status).toBe(200);
    // Behind a proxy that is not in the settings, nobody counts as local.
    for (const said of ['x-forwarded-for', 'x-real-ip', 'via', 'x-forwarded-proto'])
      expect((await read({ [said]: '127.0.0.1' })).status, said).toBe(403);
    // Some proxies add no header: their requests have a public Host, or HTTP/1.0, as nginx's.
    expect(await firstLine('GET /metrics HTTP/1.1\r\nHost: polyscope.example')).toContain(' 403 ');
    expect(await firstLine(`GET /metrics HTTP/1.0\r\nHost: ${new URL(rig.server.url).host}`)).toContain(' 403 ');
    expect(await firstLine('GET /metrics HTTP/1.1\r\nHost: localhost:1')).toContain(' 200 ');
    expect(await firstLine('GET /metrics HTTP/1.1\r\nHost: [::1]:1')).toContain(' 200 ');
    const near = ['127.0.0.1', '::1', '::ffff:10.1.2.3', '192.168.4.5', '172.31.0.1', 'fd00::1', 'fe80::1%eth0'];
    expect(near.filter((address) => !isNearby(address))).toEqual([]);
    expect(['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8', ''].filter(isNearby)).toEqual([]);
  });

  it('requires the token if one is set', async () => {
    const parts = { text: async () => 'x', contentType: 'text/plain', token: 'a-secret-of-operators' };
    const uncounted = { refused: () => undefined, joined: () => undefined };
    const app = express()
      .use(metricsRoutes(parts))
      .use(translateErrors(createRefusalOf(createLog('silent'), uncounted)));
    const guarded = app.listen(0, '127.0.0.1');
    await once(guarded, 'listening');
    const { port } = guarded.address() as AddressInfo;
    const status = async (authorization?: string) =>
      (await read(authorization ? { authorization } : {}, `http://127.0.0.1:${port}`)).status;
    expect(await status()).toBe(403);
    expect(await status('Bearer a-secret-of-operator5')).toBe(403);
    expect(await status('Bearer a-secret-of-operators')).toBe(200);
    guarded.close();
  });
});

describe('what moderators see', () => {
  it('is the health of each perspective, and the load of the server', async () => {
    const moderator = await rig.socket('moderator', event.id, token);
    const status = async () => (await moderator.must<MediaStatus>('status', {})).perspectives[0];
    await expect.poll(async () => (await status())?.layers[2] ?? 0, soon).toBeGreaterThan(300_000);
    const [now, { workers }] = [await status(), await moderator.must<MediaStatus>('status', {})];
    expect(now).toMatchObject({ perspective, viewers: 1, lostShare: 0 });
    expect(now?.score).toBeGreaterThan(0);
    expect(now?.layers).toHaveLength(3);
    expect(now?.bps).toBeGreaterThan(400_000);
    expect(workers).toHaveLength(1);
    expect(workers[0]?.loadShare).toBeLessThan(1);
    expect(await viewer.socket.ask('status', {})).toMatchObject({ ok: false, refusal: { code: 'notAllowed' } });
  });
});
