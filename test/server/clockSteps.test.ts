import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createRateLimits } from '../../server/registry/rateLimits.ts';
import type { Message } from '../../shared/conversations/talk.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Event, Perspective } from '../../shared/domain.ts';
import type { TransportOffer } from '../../shared/rtp.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const hour = 3_600_000;
const minute = 60_000;
/** An hour ahead, then an hour behind. */
const steps = [hour, -2 * hour];
const env = { TURN_URLS: 'turn:relay.example', TURN_SECRET: 'of this test alone' };
const clocks = await mkdtemp(join(tmpdir(), 'polyscope-clocks-'));
afterAll(() => rm(clocks, { recursive: true }));
const rig = await createRig({ isPlain: true, clockFile: join(clocks, 'one'), env });
/** With real transports, whose viewers are given TURN relays. */
const browsing = await createRig({ clockFile: join(clocks, 'other'), env });
const { film } = filmingOn(rig);

type Renewed = { token: string; expiresAt: number; expiresInMs: number };
type Times = { receivedAt: number; sentAt: number; wallAheadMs: number };
const warned = 'the clock of this machine was set';
const opened = await rig.openEvent();
const id = opened.event.id;
const moderator = await rig.socket('moderator', id, opened.token);
const viewer = await rig.socket('viewer', id);
await viewer.must('watch', {});
const phone = await film(id, 1);
const closed = await rig.openEvent();
const closer = await rig.socket('moderator', closed.event.id, closed.token);
await closer.must('closeEvent', {});

let aheadMs = 0;
/** The server's wall clock. */
const wall = () => Date.now() + aheadMs;
const isNear = (at: number, expected: number) => Math.abs(at - expected) < 20_000;

/** The steady clock of the server against this process's own, ms. */
const offset = async () => {
  const { receivedAt, sentAt } = await viewer.must<Times>('exchangeTime', {});
  return (receivedAt + sentAt) / 2 - (performance.timeOrigin + performance.now());
};

describe.each(steps)('after the machine’s clock was set by %i ms', (stepMs) => {
  let before = 0;
  it('the server logs it, and keeps its steady clock for intervals and media', async () => {
    before = await offset();
    const said = rig.server.output().split(warned).length;
    aheadMs += stepMs;
    for (const { server } of [rig, browsing]) await server.setClock(aheadMs);
    // Live perspectives are listed from the first moment on.
    const lists: number[] = [];
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const { body } = await rig.http(`/api/events/${id}/perspectives`);
      lists.push((body.perspectives as Perspective[]).length);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(lists).toEqual(lists.map(() => 1));
    expect(rig.server.output().split(warned)).toHaveLength(said + 1);
    // The error is up to half a round trip, which is long on a busy machine; the step was an hour.
    expect(Math.abs((await offset()) - before)).toBeLessThan(2_000);
    const { receivedAt, wallAheadMs } = await viewer.must<Times>('exchangeTime', {});
    expect(isNear(receivedAt + wallAheadMs, wall())).toBe(true);
  });

  it('moderators stay, and get valid tokens', async () => {
    const renewed = await moderator.must<Renewed>('renewToken', {});
    expect(isNear(renewed.expiresAt, wall() + 10 * minute)).toBe(true);
    expect(isNear(renewed.expiresInMs, 10 * minute)).toBe(true);
    for (const token of [renewed.token, opened.token]) {
      const again = await rig.socket('moderator', id, token);
      expect((await again.ask('status', {})).ok).toBe(true);
      again.close();
    }
    expect(moderator.socket.connected).toBe(true);
  });

  it('TURN credentials are valid for hours', async () => {
    const { event } = await browsing.openEvent();
    const watching = await browsing.socket('viewer', event.id);
    const { transport } = await watching.must<{ transport: TransportOffer }>('watch', {});
    const until = 1_000 * Number(transport.iceServers[0]?.username?.split(':')[0]);
    expect(isNear(until, wall() + 6 * hour)).toBe(true);
  });

  it('messages, decisions and events have the new time', async () => {
    const { message } = await viewer.must<{ message: Message }>('say', { text: 'what time is it?' });
    await moderator.must('nudge', { perspective: phone.id, nudgeMs: stepMs > 0 ? 10 : 20 });
    const { entries } = await moderator.must<{ entries: LogEntry[] }>('readLog', {});
    const { event } = await rig.openEvent();
    const { body } = await rig.http('/api/events');
    const dates = [message.at, Math.max(...entries.slice(-1).map(({ at }) => at)), event.startsAt, Number(body.at)];
    expect(dates.map((at) => isNear(at, wall()))).toEqual(dates.map(() => true));
  });

  it('nothing live is swept, and nothing closed reopens', async () => {
    const { body } = await rig.http(`/api/events/${id}`);
    expect(body).toMatchObject({ live: 1 });
    expect(await viewer.ask('readMessages', {})).toMatchObject({ ok: true });
    const spectator = await rig.socket('spectator', closed.event.id);
    const late = { cameraId: cameraId(9), label: '', place: { precision: 'off' } };
    expect(await spectator.ask('goLive', late)).toMatchObject({ refusal: { code: 'eventClosed' } });
    expect((body.event as Event).endsAt).toBe(null);
  });

  it.runIf(stepMs < 0)('phones can go live, and are removed when they vanish', async () => {
    const other = await film(id, 2);
    await viewer.nextNotice<Perspective>(
      'perspectiveChanged',
      ({ id: of, state }) => of === other.id && state === 'live',
    );
    other.phone.send([]);
    other.socket.close();
    await viewer.nextNotice<{ id: string }>('perspectiveGone', ({ id: of }) => of === other.id);
  });
});

describe('a temporary refusal', () => {
  afterEach(() => void vi.useRealTimers());

  it('does not last an hour because the clock was set back by one', async () => {
    const redis = await startRedis();
    const rates = { say: { device: { count: 1, seconds: 1 } } } as unknown as Parameters<typeof createRateLimits>[1];
    const checkRate = createRateLimits(redis.redis, rates, Date.now);
    const asker = { device: 'd', address: 'a', network: 'n', site: 's', newUntil: 0 };
    await checkRate('say', asker);
    for (let n = 0; n < 2; n += 1) await expect(checkRate('say', asker)).rejects.toMatchObject({ code: 'tooFast' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - hour });
    await expect
      .poll(
        () =>
          checkRate('say', asker).then(
            () => 'taken',
            ({ code }) => code,
          ),
        { interval: 300 },
      )
      .toBe('taken');
    await redis.close();
  });
});
