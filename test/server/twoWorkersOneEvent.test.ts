import { describe, expect, it } from 'vitest';
import type { TilesChange } from '../../shared/conversations/viewer.ts';
import { keyFramesOf } from '../support/fakePhone.ts';
import { filmingOn } from '../support/filming.ts';
import { metricsOf } from '../support/metricsOf.ts';
import { createRig } from '../support/rig.ts';
import { workersOf } from '../support/workers.ts';

// A phone counts as 2.4 and a viewer as 2 Mbit/s until they are measured, each network as a quarter of a worker at most:
// the first two viewers fill the first worker to 70 %, the next ones go to the second.
const rig = await createRig({ isPlain: true, env: { WORKERS: '2', MAX_WORKER_MBPS: '8', TRUST_PROXY: '1' } });
const { film, view } = filmingOn(rig);
const { event } = await rig.openEvent();
const { id: perspective, phone, socket } = await film(event.id, 1);
const viewFrom = (network: number) => view(event.id, undefined, { 'x-forwarded-for': `198.18.${network}.1` });
const [near, alsoNear] = [await viewFrom(1), await viewFrom(2)];
// A transport counts once it is connected, shortly after its first packet.
const fullest = async () =>
  Math.max(
    ...[...(await metricsOf(rig.server.url))].flatMap(([name, value]) => (name.includes('load_share') ? value : [])),
  );
while ((await fullest()) < 0.7) await new Promise((resolve) => setTimeout(resolve, 20));
const [far, alsoFar, lastFar] = [await viewFrom(3), await viewFrom(4), await viewFrom(5)];
const all = [near, alsoNear, far, alsoFar, lastFar];
const pipes = async () => (await metricsOf(rig.server.url)).get('polyscope_pipes');
const soon = { interval: 50 };

describe('an event on two workers', () => {
  it('reaches viewers on both, through one pipe for any number of viewers', async () => {
    await near.want([{ perspective }]);
    await expect.poll(() => near.shown(perspective).packets, soon).toBeGreaterThan(0);
    expect(await pipes()).toBe(0);
    await Promise.all([far, alsoFar, lastFar].map((viewer) => viewer.want([{ perspective }])));
    for (const viewer of [far, alsoFar, lastFar]) {
      await expect.poll(() => viewer.shown(perspective).widthPx, soon).toBe(640);
    }
    expect(await pipes()).toBe(1);
    const extensionsOf = async (viewer: typeof near) => {
      await viewer.want([]);
      const [offer] = (await viewer.want([{ perspective }])).opened;
      return offer?.rtpParameters.headerExtensions?.map(({ uri }) => uri);
    };
    expect(await extensionsOf(far)).toEqual(await extensionsOf(near));
  });

  it('asks its phone for a key frame at most once a second, for any number of joins on either worker', async () => {
    await Promise.all(all.map((viewer) => viewer.want([])));
    const from = phone.asked.length;
    const startedAt = performance.now();
    for (const widthPx of [320, 640, 1_280, 320, 1_280, 640]) {
      for (const viewer of all) {
        await viewer.want([{ perspective, widthPx }]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await viewer.want([]);
      }
    }
    const made = keyFramesOf(phone.asked.slice(from));
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it('closes the pipe a while after the last viewer there has left', async () => {
    await Promise.all(all.map((viewer) => viewer.want([])));
    await expect.poll(pipes, soon).toBe(0);
    await far.want([{ perspective }]);
    const before = far.shown(perspective).packets;
    await expect.poll(() => far.shown(perspective).packets, soon).toBeGreaterThan(before);
    expect(await pipes()).toBe(1);
  });

  it('pauses and resumes on both with its phone', async () => {
    await near.want([{ perspective }]);
    for (let turn = 0; turn < 5; turn += 1) {
      await socket.must('setTracks', { video: false, audio: true });
      const quietFor = () => performance.now() - Math.max(...[near, far].map((each) => each.shown(perspective).lastAt));
      await expect.poll(quietFor, soon).toBeGreaterThan(300);
      const before = [near, far].map((each) => each.shown(perspective).packets);
      await socket.must('setTracks', { video: true, audio: true });
      for (const [index, each] of [near, far].entries()) {
        await expect.poll(() => each.shown(perspective).packets, soon).toBeGreaterThan(before[index] ?? 0);
      }
    }
  });

  it('loses with one worker only what was there; viewers on the other recover with the phone', async () => {
    let isFarLost = false;
    far.socket.socket.on('stageLost', () => {
      isFarLost = true;
    });
    const [first] = workersOf(rig.server.pid);
    process.kill(first ?? 0, 'SIGKILL');
    await Promise.all([
      socket.nextNotice('stageLost'),
      near.socket.nextNotice('stageLost'),
      alsoNear.socket.nextNotice('stageLost'),
    ]);
    const { closed } = await far.socket.nextNotice<TilesChange>('tilesChanged', (change) => change.closed.length > 0);
    expect(closed).toHaveLength(1);
    const again = await film(event.id, 1);
    expect(again.id).toBe(perspective);
    const back = await far.socket.nextNotice<TilesChange>('tilesChanged', ({ opened }) => opened.length > 0);
    const before = far.shown(perspective).packets;
    await far.take(back);
    await expect.poll(() => far.shown(perspective).packets, soon).toBeGreaterThan(before);
    expect(isFarLost).toBe(false);
    await expect.poll(() => workersOf(rig.server.pid).length, soon).toBe(2);
  });
});
