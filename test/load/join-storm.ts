import type { OpenedReply } from '../../shared/restApi.ts';
import type { TransportOffer } from '../../shared/rtp.ts';
import { type FakeLayer, fakeParameters, keyFramesOf } from '../support/fakePhone.ts';
import { report, round, summary } from '../support/figures.ts';
import { cpuSecondsOf, memoryOf } from '../support/processor.ts';
import type { Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import { startServer } from '../support/server.ts';
import { openSocket, type RawSocket } from '../support/socket.ts';
import { workersOf } from '../support/workers.ts';
import { startChild } from './parts/child.ts';
import type { PhonesWish } from './parts/phones.ts';
import type { Joined, StormWish } from './parts/viewers.ts';

const viewers = 500;
const overMs = 10_000;
const perspectives = 9;
/**
 * Few and small frames: joining is measured, not forwarding, and viewers share the machine with the server. Requests
 * for key frames do not depend on the size.
 */
const framesPerSecond = 5;
const layers: FakeLayer[] = [
  { widthPx: 320, bps: 8_000 },
  { widthPx: 640, bps: 16_000 },
  { widthPx: 1_280, bps: 32_000 },
];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const closes: (() => unknown)[] = [];

/** Key frames requested of one phone: the maximum within any second, and the average. */
function keyFrames(asked: readonly { at: number }[], from: number, to: number) {
  const made = keyFramesOf(asked).filter((at) => at >= from && at <= to);
  const within = made.map((at) => made.filter((other) => other >= at && other < at + 990).length);
  return { perSecond: made.length / ((to - from) / 1_000), max: Math.max(0, ...within) };
}

try {
  // All come from one address; the limits are made for a venue behind one.
  const server = await startServer({ isPlain: true, env: { WORKERS: '', RATE_SCALE: '10' } });
  closes.push(() => server.close());
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${server.url}/api/events`, { method: 'POST', headers, body: '{"title":"A concert"}' });
  const { event } = (await reply.json()) as OpenedReply;

  const sockets: RawSocket[] = [];
  const offers: TransportOffer[] = [];
  for (let camera = 0; camera < perspectives; camera += 1) {
    const socket = await openSocket(server.url, 'spectator', { event: event.id });
    const wish = { cameraId: cameraId(camera), label: '', place: { precision: 'off' } };
    const { transport } = await socket.must<Live>('goLive', wish);
    const rtpParameters = fakeParameters(camera, layers);
    await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
    sockets.push(socket);
    offers.push(transport);
  }
  closes.push(() => {
    for (const socket of sockets) socket.close();
  });

  const [phones, crowd] = [startChild('phones.ts'), startChild('viewers.ts')];
  closes.push(phones.close, crowd.close);
  await phones.ask('start', { to: 'server', offers, layers, framesPerSecond } satisfies PhonesWish);
  await pause(3_000);

  const pids = [server.pid, ...workersOf(server.pid)];
  const memory = () => pids.map(memoryOf);
  const before = memory();
  const cpu = () => pids.map(cpuSecondsOf);
  const cpuBefore = cpu();
  const [from, startedAt] = [await phones.ask<number>('now'), performance.now()];
  const wish: StormWish = { url: server.url, event: event.id, viewers, overMs };
  const { joinMs, picturesMs, failures } = await crowd.ask<Joined>('storm', wish);
  const stormMs = performance.now() - startedAt;
  const after = memory();
  const cpuMs = cpu().map((seconds, index) => ((seconds - (cpuBefore[index] ?? 0)) * 1_000) / viewers);
  const asked = await phones.ask<{ at: number }[][]>('asked', { to: 'server' });
  const rates = asked.map((each) => keyFrames(each, from, from + stormMs));
  const perViewer = after.map((bytes, index) => (bytes - (before[index] ?? 0)) / viewers / 1_024);

  for (const failure of new Set(failures)) console.log(failure);
  report('join-storm', {
    viewers,
    perspectives,
    overMs,
    served: joinMs.length,
    joinMs: summary(joinMs),
    lastPictureMs: summary(picturesMs),
    keyFramesPerSecondAndPhone: {
      mean: round(rates.reduce((sum, { perSecond }) => sum + perSecond, 0) / rates.length, 2),
      maxWithinOneSecond: Math.max(...rates.map(({ max }) => max)),
    },
    cpuMsPerViewer: {
      server: round(cpuMs[0] ?? 0, 1),
      workers: round(
        cpuMs.slice(1).reduce((sum, each) => sum + each, 0),
        1,
      ),
    },
    memoryPerViewerKiB: {
      server: round(perViewer[0] ?? 0),
      workers: round(perViewer.slice(1).reduce((sum, each) => sum + each, 0)),
    },
  });
} finally {
  for (const close of closes.reverse()) await close();
}
process.exit(0);
