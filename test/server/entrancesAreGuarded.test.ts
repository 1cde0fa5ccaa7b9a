import { afterAll, describe, expect, it } from 'vitest';
import { protocolVersion } from '../../shared/wire.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import { openSocket } from '../support/socket.ts';

const redis = await startRedis();
afterAll(() => redis.close());
// A fifth of the real limits, so that few requests reach them.
const settings = {
  RATE_SCALE: '0.2',
  REDIS_URL: redis.url,
  TRUST_PROXY: '1',
  ALLOWED_ORIGINS: 'https://partner.example',
  LOG_LEVEL: 'trace',
};
const rig = await createRig({ env: { ...settings, TURN_URLS: 'turn:turn.example', TURN_SECRET: 'a-turn-secret' } });
const { event, token } = await rig.openEvent();
const from = (address: string, origin?: string) => ({
  'x-forwarded-for': address,
  ...(origin ? { origin } : {}),
});
const connection = (headers: Record<string, string>, shown?: string) =>
  rig.socket(shown ? 'moderator' : 'viewer', event.id, shown, headers).then(
    () => 'connected',
    (error) => error.code,
  );

describe('a socket', () => {
  it('is refused to pages of other sites, with or without a token', async () => {
    expect(await connection(from('192.0.2.1', 'https://evil.example'))).toBe('foreignOrigin');
    expect(await connection(from('192.0.2.1', 'https://evil.example'), token)).toBe('foreignOrigin');
    expect(await connection(from('192.0.2.1', 'null'))).toBe('foreignOrigin');
    expect(await connection(from('192.0.2.1', `${rig.server.url}.evil.example`))).toBe('foreignOrigin');
    expect(await connection(from('192.0.2.1', rig.server.url))).toBe('connected');
    expect(await connection(from('192.0.2.1', 'https://partner.example'))).toBe('connected');
  });

  it('is refused to a page of another version, with any handshake', async () => {
    const connecting = (auth: object) =>
      openSocket(rig.server.url, 'viewer', auth, from('192.0.2.2')).then(
        (socket) => socket.close(),
        (error) => error.code,
      );
    // Pages from before there was a number send none.
    expect(await connecting({ event: event.id, protocol: undefined })).toBe('otherProtocol');
    expect(await connecting({ event: event.id, protocol: protocolVersion + 1 })).toBe('otherProtocol');
    expect(await connecting({ happening: event.id, protocol: protocolVersion + 1 })).toBe('otherProtocol');
    expect(await connecting({ happening: event.id, protocol: protocolVersion })).toBe('badMessage');
    expect(await connecting({ event: event.id, protocol: protocolVersion })).toBeUndefined();
  });

  it('that joins no namespace is closed', async () => {
    const raw = new WebSocket(`${rig.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    // It answers pings, but joins no namespace.
    raw.onmessage = ({ data }) => data === '2' && raw.send('3');
    const openedAt = performance.now();
    await new Promise((resolve) => raw.addEventListener('close', resolve));
    expect(performance.now() - openedAt).toBeLessThan(15_000);
  }, 20_000);
});

describe('limits', () => {
  const opening = async (address: string) => {
    const response = await fetch(`${rig.server.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: '{"title":"Flood"}',
    });
    return response.status;
  };

  it('apply to events opened from one address, not to its neighbour', async () => {
    const statuses = await Promise.all(Array.from({ length: 10 }, () => opening('192.0.2.20')));
    expect(statuses.filter((status) => status === 200)).toHaveLength(4);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    expect(await opening('192.0.2.21')).toBe(200);
  });

  it('apply to an IPv6 network as a whole, however many addresses it has', async () => {
    const statuses = await Promise.all(Array.from({ length: 10 }, (_, n) => opening(`2001:db8:7:7::${n + 1}`)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(4);
    expect(await opening('2001:db8:7:8::1')).toBe(200);
  });

  it('apply to an IPv4 network with many addresses, with more room', async () => {
    const statuses = await Promise.all(Array.from({ length: 60 }, (_, n) => opening(`198.18.0.${n + 1}`)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(12);
  });

  it('apply in memory while Redis is down', async () => {
    await redis.stop();
    const asked = await Promise.all(Array.from({ length: 10 }, () => opening('192.0.2.22')));
    expect(asked.filter((status) => status === 429)).toHaveLength(6);
    expect(asked.filter((status) => status === 503)).toHaveLength(4);
    await redis.start();
    await expect.poll(() => opening('192.0.2.23')).toBe(200);
  });

  it('store no address or cookie in Redis', async () => {
    const keys = await redis.redis.keys('polyscope:rate:*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => key.includes('192.0.2'))).toEqual([]);
  });

  it('apply to concurrent REST requests', async () => {
    const ask = () => fetch(`${rig.server.url}/api/events`, { headers: from('192.0.2.25') });
    const statuses = (await Promise.all(Array.from({ length: 250 }, ask))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(statuses).toContain(429);
    expect((await ask()).status).toBe(200);
  });

  it('apply to REST requests', async () => {
    const ask = () => fetch(`${rig.server.url}/api/events/nowhere`, { headers: from('192.0.2.24') });
    const statuses: number[] = [];
    for (let round = 0; round < 17; round += 1) {
      const replies = await Promise.all(Array.from({ length: 25 }, ask));
      statuses.push(...replies.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  });
});

describe('a relay’s credentials', () => {
  it('expire within hours', async () => {
    const viewer = await rig.socket('viewer', event.id);
    const { transport } = await viewer.must<{ transport: { iceServers: { username: string; credential: string }[] } }>(
      'watch',
      {},
    );
    const [seconds] = transport.iceServers[0]?.username.split(':') ?? [];
    expect(Number(seconds) * 1_000 - Date.now()).toBeLessThan(7 * 3_600_000);
    expect(JSON.stringify(transport)).not.toContain('a-turn-secret');
  });
});

describe('the server’s output at log level trace', () => {
  it('holds no token, camera, key, place or address', async () => {
    const phone = await rig.socket('spectator', event.id, undefined, from('192.0.2.77'));
    const place = { precision: 'exact', latitude: 48.858912, longitude: 2.294777 };
    await phone.must('goLive', { cameraId: cameraId(7), label: 'Balcony', place });
    const moderator = await rig.socket('moderator', event.id, token);
    const { token: session } = await moderator.must<{ token: string }>('renewToken', {});
    await moderator.ask('curate', { perspective: 'x'.repeat(16), action: token });
    await phone.ask('goLive', { cameraId: cameraId(7), label: token.repeat(3), place });
    await rig.http(`/api/events/${event.id}/log?since=${token}`, undefined, token);
    // Defects must not log the data that caused them.
    await phone.must('goLive', { cameraId: cameraId(8), label: 'Secret label', place });
    const torn = '"Secret label" 48.858912';
    await redis.redis.hset(`polyscope:event:${event.id}:curation`, 'torn-torn-torn', torn);
    await redis.redis.hset(`polyscope:event:${event.id}:perspectives`, 'torn-torn-torn', torn);
    await redis.redis.zadd(`polyscope:event:${event.id}:present`, Date.now(), 'torn-torn-torn');
    expect((await moderator.ask('watch', {})).ok).toBe(true);
    await redis.redis.del(`polyscope:event:${event.id}:removed`);
    await redis.redis.set(`polyscope:event:${event.id}:removed`, torn);
    expect(await moderator.ask('readOut', {})).toMatchObject({ ok: false, refusal: { code: 'defect' } });
    // The output arrives separately from the answer, perhaps later.
    await expect.poll(() => rig.server.output()).toContain('defect');
    expect(rig.server.output()).toContain('torn-torn-torn');
    const output = rig.server.output().replace(/ {2}Moderate .*/, '');
    const secrets = [
      token,
      session,
      token.slice(-43),
      cameraId(7),
      cameraId(8),
      '48.858912',
      '2.294777',
      'a-turn-secret',
    ];
    for (const secret of [...secrets, '192.0.2.77', 'Secret label'])
      expect(output.includes(secret), secret).toBe(false);
  });
});
