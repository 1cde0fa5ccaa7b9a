import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import { createFakePhone, fakeParameters } from '../support/fakePhone.ts';
import { createFakeViewer } from '../support/fakeViewer.ts';
import { machine, report, round, summary } from '../support/figures.ts';
import type { Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import { startServer } from '../support/server.ts';
import { openSocket } from '../support/socket.ts';

// npm run bench -- curation: from a moderator's action to its effect at a viewer, by packets.
const runs = 20;
/** After this long without packets nothing is in flight any more; the phone sends 20 frames a second. */
const quietMs = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const server = await startServer({ isPlain: true, env: { RATE_SCALE: '100' } });
const closes: (() => unknown)[] = [() => server.close()];
try {
  const times: Record<string, number[]> = { letIn: [], hide: [], show: [], blackout: [], lift: [], ban: [] };

  for (let run = 0; run < runs; run += 1) {
    // A ban also affects the network, so each run has its own event.
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ title: 'A concert', doors: 'held' });
    const { event, token } = (await (
      await fetch(`${server.url}/api/events`, { method: 'POST', headers, body })
    ).json()) as OpenedReply;
    const moderator = await openSocket(server.url, 'moderator', { event: event.id, token });
    const viewer = await createFakeViewer(await openSocket(server.url, 'viewer', { event: event.id }));
    // As a page does, on `tilesChanged`.
    viewer.socket.socket.on('tilesChanged', (change: TilesChange) => void viewer.take(change).catch(() => undefined));
    const changeOf = (id: string) =>
      viewer.socket.nextNotice<Perspective>('perspectiveChanged', (each) => each.id === id);
    const socket = await openSocket(server.url, 'spectator', { event: event.id });
    const wish = { cameraId: cameraId(run), label: `Phone ${run}`, place: { precision: 'off' } };
    const { perspective, transport } = await socket.must<Live>('goLive', wish);
    await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters: fakeParameters(run) });
    const phone = createFakePhone(transport, run);
    const { id } = perspective;
    const act = (action: string) => moderator.must('curate', { perspective: id, action });
    const packets = () => viewer.shown(id).packets;
    /** Until the first packet after an action that gives. */
    const untilSeen = async (name: string, readChange: () => Promise<unknown> = async () => undefined) => {
      const [before, from] = [packets(), performance.now()];
      const done = Promise.all([act(name), readChange()]);
      while (packets() === before && performance.now() - from < 10_000) await pause(2);
      times[name]?.push(performance.now() - from);
      await done;
      await pause(quietMs);
    };
    /** Until the last packet after an action that takes away. */
    const untilGone = async (name: string) => {
      const from = performance.now();
      await act(name);
      while (performance.now() - Math.max(from, viewer.shown(id).lastAt) < quietMs) await pause(5);
      times[name]?.push(Math.max(0, viewer.shown(id).lastAt - from));
    };
    await pause(600);
    // As a page does on a notice.
    await untilSeen('letIn', async () => {
      await changeOf(id);
      await viewer.want([{ perspective: id }]);
    });
    await untilGone('hide');
    await untilSeen('show');
    await untilGone('blackout');
    await untilSeen('lift');
    await untilGone('ban');
    phone.close();
    viewer.close();
    moderator.close();
    socket.close();
  }
  const found = Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, summary(ms)]));
  console.log(`${runs} runs each, one phone and one viewer, simulated packet by packet; ${machine()}`);
  for (const [name, ms] of Object.entries(times))
    console.log(
      `${name}: ${JSON.stringify(summary(ms))} ms${name === 'blackout' ? ' (aim p95 <= 300)' : name === 'letIn' ? ' (aim p95 <= 1000)' : ''}`,
    );
  report('curation', {
    runs,
    ms: found,
    raw: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, all.map((ms) => round(ms))])),
  });
} finally {
  for (const close of closes.reverse()) await close();
}
