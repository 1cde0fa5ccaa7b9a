import type { OpenedReply } from '../../shared/rest.ts';
import { createFakePhone, fakeParameters } from '../support/fakePhone.ts';
import { createFakeViewer, type FakeViewer } from '../support/fakeViewer.ts';
import { quantile, report, round } from '../support/figures.ts';
import { cpuSecondsOf, memoryOf } from '../support/processor.ts';
import { startRedis } from '../support/redis.ts';
import type { Live } from '../support/rig.ts';
import { startServer } from '../support/server.ts';
import { openSocket, type RawSocket } from '../support/socket.ts';
import { startChild } from './parts/child.ts';
import { formerCameras } from './parts/formerCameras.ts';
import { comeBack } from './parts/venue.ts';

// npm run bench -- hostile [PART OF A NAME]: what one address does to an event, beside honest phones and viewers from others.
const phones = 20;
const viewers = 100;
const attackMs = 10_000;
const quietMs = 6_000;
const probeEveryMs = 150;
const layer = [{ widthPx: 320, bps: 20_000 }];
const names = [
  'all places without media',
  'all places with media',
  'forty goLive at once on one socket',
  'watch anew, without media',
  'asks and never reads',
  'chat with ever new cookies',
  'reports with ever new cookies',
  'place on and off',
  'events from one /64',
  'idle connections',
];

/** `npm run bench -- hostile places`: those alone that have this in their name. */
const only = process.argv[3] ?? '';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const closes: (() => unknown)[] = [];
let networks = 0;
/** Everybody honest comes from a network of their own. */
const elsewhere = () => {
  networks += 1;
  return { 'x-forwarded-for': `100.${64 + (networks >> 8)}.${networks & 255}.1` };
};
let cameras = 0;

try {
  const redis = await startRedis();
  closes.push(() => redis.close());
  const server = await startServer({ isPlain: true, env: { TRUST_PROXY: '1', REDIS_URL: redis.url } });
  closes.push(() => server.close());
  const open = async (): Promise<OpenedReply> => {
    const headers = { 'content-type': 'application/json', ...elsewhere() };
    const reply = await fetch(`${server.url}/api/events`, { method: 'POST', headers, body: '{"title":"A concert"}' });
    return (await reply.json()) as OpenedReply;
  };
  const { event, token } = await open();
  const moderator = await openSocket(server.url, 'moderator', { event: event.id, token }, elsewhere());
  await moderator.must('setRules', { slowSeconds: 600, reportThreshold: 5 });

  let lost = 0;
  const film = async (): Promise<Live & { socket: RawSocket }> => {
    cameras += 1;
    const socket = await openSocket(server.url, 'spectator', { event: event.id }, elsewhere());
    const wish = { cameraId: `honest-${String(cameras).padStart(24, '0')}`, label: 'me', place: { precision: 'off' } };
    return { ...(await socket.must<Live>('goLive', wish)), socket };
  };
  const perspectives: string[] = [];
  for (let n = 0; n < phones; n += 1) {
    const { socket, perspective, transport } = await film();
    socket.socket.on('ended', () => (lost += 1));
    socket.socket.on('decided', () => (lost += 1));
    const rtpParameters = fakeParameters(n, layer);
    await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
    closes.push(createFakePhone(transport, n, layer, 5).close);
    perspectives.push(perspective.id);
  }
  const watch = async () => {
    const socket = await openSocket(server.url, 'viewer', { event: event.id }, elsewhere());
    return createFakeViewer(socket);
  };
  const crowd: FakeViewer[] = [];
  for (let n = 0; n < viewers; n += 1) {
    const viewer = await watch();
    viewer.socket.socket.on('stageLost', () => (lost += 1));
    viewer.socket.socket.on('disconnect', () => (lost += 1));
    if (n % 10 === 0) await viewer.want(perspectives.slice(0, 9).map((perspective) => ({ perspective, widthPx: 200 })));
    // What is there to be read is long.
    if (n < 50) await viewer.socket.must('say', { text: '漢'.repeat(280), name: '字'.repeat(40) });
    crowd.push(viewer);
  }

  /** What honest ones do all the time: ask, come to watch, go live, read a page's data. Each says how long it took. */
  const probes: Record<string, () => Promise<unknown>> = {
    ask: () => (crowd[Math.floor(Math.random() * crowd.length)] as FakeViewer).socket.must('exchangeTime', {}),
    watch: async () => (await watch()).close(),
    goLive: async () => {
      const { socket } = await film();
      await socket.must('endLive', {});
      socket.close();
    },
    async read() {
      const reply = await fetch(`${server.url}/api/events/${event.id}/perspectives`, { headers: elsewhere() });
      if (!reply.ok) throw new Error(String(reply.status));
    },
  };
  const probeFor = async (ms: number) => {
    const took: number[] = [];
    const byName: Record<string, number[]> = {};
    const refused: string[] = [];
    const running: Promise<unknown>[] = [];
    const [until, cpuBefore, lostBefore] = [performance.now() + ms, cpuSecondsOf(server.pid), lost];
    let mostMemory = 0;
    for (let turn = 0; performance.now() < until; turn += 1) {
      const [name, probe] = Object.entries(probes)[turn % 4] as [string, () => Promise<unknown>];
      const at = performance.now();
      const failed = (error: Error & { code?: string }) => void refused.push(`${name}: ${error.code ?? error.message}`);
      const done = () => {
        took.push(performance.now() - at);
        byName[name] = [...(byName[name] ?? []), performance.now() - at];
      };
      running.push(probe().then(done, failed));
      mostMemory = Math.max(mostMemory, memoryOf(server.pid));
      await pause(probeEveryMs);
    }
    await Promise.all(running);
    return {
      refused: refused.length + lost - lostBefore,
      why: [...new Set(refused)],
      p95Ms: round(quantile(took, 0.95)),
      byName: Object.fromEntries(Object.entries(byName).map(([name, ms]) => [name, round(quantile(ms, 0.95))])),
      memoryMb: round(mostMemory / 1e6),
      processor: round((cpuSecondsOf(server.pid) - cpuBefore) / (ms / 1_000), 2),
    };
  };

  await probeFor(3_000);
  const attacks = startChild('attacks.ts');
  closes.push(attacks.close);
  const rows = [];
  console.log(
    `${phones} honest phones, ${viewers} honest viewers; each attack for ${attackMs / 1_000} s, by one address`,
  );
  for (const name of names.filter((each) => each.includes(only))) {
    const without = await probeFor(quietMs);
    await attacks.ask('start', { url: server.url, event: event.id, phone: perspectives[0], name });
    const during = await probeFor(attackMs);
    const answers = await attacks.ask<Record<string, number>>('stop');
    const row = {
      name,
      ...during,
      p95WithoutMs: without.p95Ms,
      delayedByMs: round(during.p95Ms - without.p95Ms),
      answers,
    };
    rows.push(row);
    console.log(
      `${name}: ${row.refused} honest refused, p95 ${without.p95Ms} ms without and ${during.p95Ms} ms with it; ` +
        `server ${row.memoryMb} MB, ${row.processor} of a core; attacker ${JSON.stringify(answers)} ${row.why.join('; ')}; p95 ${JSON.stringify(row.byName)}`,
    );
  }
  const venue = await comeBack(server.url, event.id);
  console.log(`a venue behind one address comes back: ${JSON.stringify(venue)}`);
  const former = await formerCameras({ url: server.url, redis: redis.redis, open });
  console.log(
    `GET of an event with ${former.cameras} former cameras: ${former.ratio} of the rate without (aim >= 0.8)`,
  );
  await pause(3_000);
  report('hostile', { rows, venue, former, memoryAfterMb: round(memoryOf(server.pid) / 1e6) });
} finally {
  for (const close of closes.reverse()) await close();
}
process.exit(0);
