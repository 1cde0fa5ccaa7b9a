import { afterAll, describe, expect, it } from 'vitest';
import { withoutPassword } from '../../server/registry/connection.ts';
import { newCookie } from '../support/cookie.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const password = 'p@ss/word-of-redis';
await redis.redis.config('SET', 'requirepass', password);
const withPassword = (shown: string) => redis.url.replace('//', `//default:${shown}@`);
const secrets = {
  OPEN_KEY: 'the-open-key-of-the-operator',
  METRICS_TOKEN: 'the-metrics-token-of-prometheus',
  TOKEN_SECRET: 'the-secret-that-signs-tokens',
  TURN_SECRET: 'the-secret-of-the-relay',
};
const env = { ...secrets, LOG_LEVEL: 'trace', TURN_URLS: 'turn:127.0.0.1:1', TRUST_PROXY: '1' };
const rig = await createRig({ env: { ...env, REDIS_URL: withPassword(encodeURIComponent(password)) } });
const from = { 'x-forwarded-for': '203.0.113.77, 203.0.113.78' };

describe('the server’s output at log level trace', () => {
  it('has no key, password, cookie, credential or address in it, for any failure', async () => {
    const opened = await rig.http('/api/events', { title: 'Concert' }, secrets.OPEN_KEY);
    const { event, token } = opened.body as unknown as { event: { id: string }; token: string };
    const cookie = await newCookie(rig.server.url, from);
    const socket = (role: 'spectator' | 'viewer') => rig.socket(role, event.id, undefined, { ...from, cookie });
    const [phone, viewer] = [await socket('spectator'), await socket('viewer')];
    const wish = { cameraId: cameraId(7), label: 'Balcony', place: { precision: 'off' } };
    await phone.must('goLive', wish);
    const watched = await viewer.must<{ transport: { iceServers: { credential: string }[] } }>('watch', {});
    await rig.http('/metrics', undefined, secrets.METRICS_TOKEN);
    await rig.http('/api/events', { title: 'Another' }, `${secrets.OPEN_KEY}-wrong`);
    await rig.http('/api/events', `{"title": "${token}`, secrets.OPEN_KEY);
    await rig.socket('moderator', event.id, `${token}x`, { ...from, cookie }).catch(() => undefined);
    // Defects and outages quote the commands that failed.
    await redis.redis.set(`polyscope:event:${event.id}:messages`, 'no list');
    await viewer.ask('say', { text: 'A sentence of somebody', name: 'Balcony' });
    await viewer.ask('readMessages', {});
    await redis.stop();
    await phone.ask('setPlace', { place: { precision: 'exact', latitude: 48.858912, longitude: 2.294777 } });
    await rig.http('/api/events');
    await rig.server.stop();

    const output = rig.server.output().replace(/^ {2}Moderate .*$/m, '');
    const more = [password, encodeURIComponent(password), token, token.slice(-43), cookie.slice(20), cameraId(7)];
    const credential = watched.transport.iceServers[0]?.credential ?? 'none';
    const persons = ['203.0.113', '48.858912', 'A sentence of somebody', 'Balcony'];
    for (const secret of [...Object.values(secrets), ...more, credential, ...persons]) {
      expect(output.includes(secret), secret).toBe(false);
    }
    expect(output).toMatch(/WRONGTYPE|ECONNREFUSED/);
    await redis.start();
  });

  it('nor the password of a Redis that does not answer, in any notation', () => {
    for (const shown of [encodeURIComponent(password), password, `${password}@`, `${password}/x`]) {
      expect(withoutPassword(`redis://default:${shown}@redis.example:6379/2`)).toBe('redis://redis.example:6379/2');
    }
  });
});
