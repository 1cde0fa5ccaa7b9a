import { createSocket } from 'node:dgram';
import type { OpenedReply } from '../../shared/restApi.ts';
import type { TransportOffer } from '../../shared/rtp.ts';
import { type FakeLayer, fakeParameters } from '../support/fakePhone.ts';
import { median, report, round } from '../support/figures.ts';
import { cpuSecondsOf } from '../support/processor.ts';
import type { Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import { startServer } from '../support/server.ts';
import { openSocket, type RawSocket } from '../support/socket.ts';
import { readPacket, receiverReport } from '../support/vp8.ts';
import { workersOf } from '../support/workers.ts';
import { startChild } from './parts/child.ts';
import { withoutEstimate } from './parts/noEstimate.ts';
import type { PhonesWish } from './parts/phones.ts';

/** Nine perspectives in three layers, at the rates that real phones are asked for; viewers show nine small tiles. */
const perspectives = 9;
const framesPerSecond = 20;
const layers: FakeLayer[] = [
  { widthPx: 320, bps: 160_000 },
  { widthPx: 640, bps: 450_000 },
  { widthPx: 1_280, bps: 1_700_000 },
];
const tileWidthPx = 320;

const targetCpu = 0.8;
/** Viewers of the first measurement; their cost decides how many are added. */
const firstViewers = 40;
const roundsAtTarget = 8;
const steadyAfterMs = 1_500;
const measureMs = 5_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Something that forwards: the product, or mediasoup alone. */
type Side = {
  name: string;
  worker: number;
  offers: TransportOffer[];
  /** Adds viewers who receive at sockets that nobody reads, and makes the first one of them a sample. */
  addViewers(count: number): Promise<void>;
  /** Phones that send nothing count as gone after 12 s. */
  rest(isResting: boolean): Promise<void>;
  viewers: number;
  /** Bytes and packets that one viewer has received. */
  sample: { bytes: number; packets: number };
  close(): Promise<void>;
};

const phones = startChild('phones.ts');
const sinks = startChild('sinks.ts');
const closes: (() => unknown)[] = [phones.close, sinks.close];

/** A viewer that is read, in this process. */
async function openSample(sample: Side['sample']) {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1_000_000 });
  socket.on('message', (packet) => {
    if (!readPacket(packet)) return;
    sample.bytes += packet.length;
    sample.packets += 1;
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closes.push(() => socket.close());
  return socket;
}

async function startProduct(): Promise<Side> {
  const unlimited = { MAX_WORKER_MBPS: '100000', MAX_WORKER_PACKETS: '10000000', MAX_VIEWERS: '100000' };
  const env = { ...unlimited, WORKERS: '1', RATE_SCALE: '100' };
  const server = await startServer({ isPlain: true, env });
  const sockets: RawSocket[] = [];
  closes.push(async () => {
    for (const socket of sockets) socket.close();
    await server.close();
  });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${server.url}/api/events`, { method: 'POST', headers, body: '{"title":"x"}' });
  const { event } = (await reply.json()) as OpenedReply;
  const join = async (role: 'spectator' | 'viewer') => {
    const socket = await openSocket(server.url, role, { event: event.id });
    sockets.push(socket);
    return socket;
  };

  const offers: TransportOffer[] = [];
  const spectators: RawSocket[] = [];
  const ids: string[] = [];
  for (let camera = 0; camera < perspectives; camera += 1) {
    const socket = await join('spectator');
    const wish = { cameraId: cameraId(camera), label: '', place: { precision: 'off' } };
    const { transport, perspective } = await socket.must<Live>('goLive', wish);
    const rtpParameters = fakeParameters(camera, layers);
    await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
    offers.push(transport);
    spectators.push(socket);
    ids.push(perspective.id);
  }

  const side: Side = {
    name: 'product',
    async rest(isResting) {
      const tracks = { video: !isResting, audio: false };
      await Promise.all(spectators.map((socket) => socket.must('setTracks', tracks)));
    },
    worker: workersOf(server.pid)[0] ?? 0,
    offers,
    viewers: 0,
    sample: { bytes: 0, packets: 0 },
    async addViewers(count) {
      const ports: number[] = [];
      for (let added = 0; added < count; added += 1) {
        const socket = await join('viewer');
        const { transport, rtpCapabilities } = await socket.must<Live>('watch', {});
        const port = transport.iceCandidates[0]?.port ?? 0;
        if (side.viewers === 0) (await openSample(side.sample)).send(receiverReport(), port, '127.0.0.1');
        else ports.push(port);
        const tiles = ids.map((perspective) => ({ perspective, widthPx: tileWidthPx, visible: true }));
        const { opened } = await socket.must<{ opened: { id: string }[] }>('wantTiles', {
          rtpCapabilities: withoutEstimate(rtpCapabilities),
          tiles,
          heard: null,
        });
        await socket.must('ready', { consumers: opened.map(({ id }) => id) });
        side.viewers += 1;
      }
      await sinks.ask('greet', { ports });
    },
    close: () => server.close(),
  };
  return side;
}

async function startBare(): Promise<Side> {
  const bare = startChild('bare.ts');
  closes.push(bare.close);
  const worker = await bare.ask<number>('worker');
  const offers: TransportOffer[] = [];
  for (let camera = 0; camera < perspectives; camera += 1) {
    offers.push(await bare.ask<TransportOffer>('publish', { camera, layers }));
  }
  const side: Side = {
    name: 'bare',
    rest: async () => undefined,
    worker,
    offers,
    viewers: 0,
    sample: { bytes: 0, packets: 0 },
    async addViewers(count) {
      const ports = await sinks.ask<number[]>('bind', { count });
      for (const [index, port] of ports.entries()) {
        const isSample = side.viewers === 0 && index === 0;
        const own = isSample ? (await openSample(side.sample)).address().port : port;
        await bare.ask('view', { port: own, spatialLayer: 0 });
      }
      side.viewers += count;
    },
    close: async () => bare.close(),
  };
  return side;
}

type Measured = { cpu: number; consumers: number; mbps: number; packets: number };

async function send(side: Side, isSending: boolean): Promise<void> {
  if (!isSending) await side.rest(true);
  const wish: PhonesWish = { to: side.name, offers: side.offers, layers, framesPerSecond };
  await phones.ask(isSending ? 'start' : 'stop', wish);
  if (isSending) await side.rest(false);
}

/** Lets the phones send to one side, and measures what its worker does with it. */
async function measure(side: Side): Promise<Measured> {
  await send(side, true);
  await pause(steadyAfterMs);
  const before = { at: performance.now(), cpu: cpuSecondsOf(side.worker), ...side.sample };
  await pause(measureMs);
  const seconds = (performance.now() - before.at) / 1_000;
  const cpu = (cpuSecondsOf(side.worker) - before.cpu) / seconds;
  const mbps = (((side.sample.bytes - before.bytes) * 8) / 1e6 / seconds) * side.viewers;
  const packets = ((side.sample.packets - before.packets) / seconds) * side.viewers;
  await send(side, false);
  const measured = { cpu, consumers: side.viewers * perspectives, mbps, packets };
  console.log(
    `${side.name}: ${measured.consumers} consumers, ${round(mbps)} Mbit/s, ${round(packets)} packets/s, ` +
      `worker at ${round(100 * cpu, 1)} % of a core`,
  );
  return measured;
}

/** Viewers are added while nothing is sent, so that the sinks have nothing to read while they are not halted. */
async function grow(side: Side, viewers: number): Promise<void> {
  sinks.halt(false);
  await side.addViewers(Math.max(0, viewers - side.viewers));
  sinks.halt(true);
}

/** Throughput of a side at the target load, scaled from a measurement near it, since load grows with packets. */
function atTarget(all: readonly Measured[]) {
  const scaled = (part: (measured: Measured) => number) =>
    median(all.map((measured) => (part(measured) / measured.cpu) * targetCpu));
  return {
    consumers: round(scaled(({ consumers }) => consumers)),
    mbps: round(scaled(({ mbps }) => mbps)),
    packetsPerSecond: round(scaled(({ packets }) => packets)),
    mbpsPerCore: round(scaled(({ mbps }) => mbps) / targetCpu),
    packetsPerSecondPerCore: round(scaled(({ packets }) => packets) / targetCpu),
    measuredAtCpu: all.map(({ cpu }) => round(cpu, 3)),
  };
}

try {
  const sides = [await startProduct(), await startBare()] as const;
  for (const side of sides) {
    await send(side, true);
    await pause(steadyAfterMs);
    await send(side, false);
    await grow(side, firstViewers);
  }
  const [, first] = [await measure(sides[0]), await measure(sides[1])];
  const viewers = Math.round(Math.min(10, targetCpu / first.cpu) * firstViewers);
  for (const side of sides) await grow(side, viewers);
  const results = new Map<Side, Measured[]>(sides.map((side) => [side, []]));
  for (let turn = 0; turn < roundsAtTarget; turn += 1) {
    // Alternating, each equally often first, since the machine's load changes from minute to minute.
    for (const side of turn % 2 === 0 ? sides : [...sides].reverse()) results.get(side)?.push(await measure(side));
  }
  const [product, bare] = sides.map((side) => atTarget(results.get(side) ?? []));
  // Per packet and in pairs, since phones send less on a busy machine.
  const perCpu = (side: Side) => (results.get(side) ?? []).map(({ packets, cpu }) => packets / cpu);
  const bares = perCpu(sides[1]);
  const ratios = perCpu(sides[0]).map((each, turn) => round(each / (bares[turn] ?? 1), 3));
  report('forward', { product, bare, ratio: round(median(ratios), 3), ratios });
} finally {
  for (const close of closes.reverse()) await close();
}
process.exit(0);
