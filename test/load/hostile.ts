import type { OpenedReply } from '../../shared/restApi.ts';
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
import { type Judged, judged, judgedFormer, judgedVenue } from './parts/hostileAims.ts';
import { comeBack } from './parts/venue.ts';

// npm run bench -- hostile [PART OF A NAME]: what one address can do to an event with honest clients elsewhere.
const phones = 20;
const viewers = 100;
const attackMs = 10_000;
const quietMs = 6_000;
const probeEveryMs = 150;
const layer = [{ widthPx: 320, bps: 20_000 }];
/** Each attack, and the state of the doors during it. */
const attacks: Record<string, 'open' | 'held' | 'paused'> = {
  'all slots without media': 'open',
  'all slots without media, doors held': 'held',
  'all slots without media, doors paused': 'paused',
  'all slots with media': 'open',
  'forty goLive at once on one socket': 'open',
  'watch anew, without media': 'open',
  'asks and never reads': 'open',
  'chat with ever new cookies': 'open',
  'reports with ever new cookies': 'open',
  'cookies from before a ban': 'open',
  'place on and off': 'open',
  'many sockets that ask as much as they may': 'open',
  'REST at its limit': 'open',
  'events from one /64': 'open',
  'answers that nobody reads': 'open',
  'idle connections': 'open',
};
/** Low priority, since real attackers would not use the server's processor. */
const attackersNice = 10;

/** `npm run bench -- hostile slots`: only those with this word in their name. */
const only = process.argv[3] ?? '';
const isAsked = (name: string) => name.includes(only);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (what: string, { aims, missed }: Judged) =>
  console.log(`${missed.length === 0 ? 'met' : 'MISSED'}  ${what}\n        ${aims.join('; ')}`);
const closes: (() => unknown)[] = [];
let networks = 0;
/** Each honest client comes from a network of its own. */
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
    // A long answer to read.
    if (n < 50) await viewer.socket.must('say', { text: '漢'.repeat(280), name: '字'.repeat(40) });
    crowd.push(viewer);
  }

  /** What honest clients do all the time: ask, join, go live, read a page's data. Each returns how long it took. */
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
    let maxMemory = 0;
    for (let turn = 0; performance.now() < until; turn += 1) {
      const [name, probe] = Object.entries(probes)[turn % 4] as [string, () => Promise<unknown>];
      const at = performance.now();
      const failed = (error: Error & { code?: string }) => void refused.push(`${name}: ${error.code ?? error.message}`);
      const done = () => {
        took.push(performance.now() - at);
        byName[name] = [...(byName[name] ?? []), performance.now() - at];
      };
      running.push(probe().then(done, failed));
      maxMemory = Math.max(maxMemory, memoryOf(server.pid));
      await pause(probeEveryMs);
    }
    await Promise.all(running);
    return {
      refused: refused.length + lost - lostBefore,
      why: [...new Set(refused)],
      p95Ms: round(quantile(took, 0.95)),
      byName: Object.fromEntries(Object.entries(byName).map(([name, ms]) => [name, round(quantile(ms, 0.95))])),
      memoryMb: round(maxMemory / 1e6),
      processor: round((cpuSecondsOf(server.pid) - cpuBefore) / (ms / 1_000), 2),
    };
  };

  await probeFor(3_000);
  const attackers = startChild('attacks.ts', {}, attackersNice);
  closes.push(attackers.close);
  const rows: (Judged & Record<string, unknown>)[] = [];
  console.log(
    `${phones} honest phones, ${viewers} honest viewers; each attack for ${attackMs / 1_000} s, by one address`,
  );
  for (const [name, doors] of Object.entries(attacks).filter(([each]) => isAsked(each))) {
    await moderator.must('setDoors', { doors });
    const without = await probeFor(quietMs);
    await attackers.ask('start', { url: server.url, event: event.id, phone: perspectives[0], token, name });
    const during = await probeFor(attackMs);
    const answers = await attackers.ask<Record<string, number>>('stop');
    const row = judged({ name, during, without, letIn: answers['let in'] ?? 0 });
    rows.push({ ...row, ...during, answers });
    say(
      `${name}: server ${during.processor} of a core; attacker ${JSON.stringify(answers)} ${during.why.join('; ')}`,
      row,
    );
  }
  await moderator.must('setDoors', { doors: 'open' });
  if (isAsked('a venue comes back')) {
    const venue = await comeBack(server.url, event.id);
    const row = judgedVenue(venue.refused);
    rows.push({ ...venue, ...row });
    say(`a venue behind one address comes back: ${JSON.stringify(venue)}`, row);
  }
  if (isAsked('former cameras')) {
    const former = await formerCameras({ url: server.url, redis: redis.redis, open });
    const row = judgedFormer(former.ratio);
    rows.push({ ...former, ...row });
    say(`GET of an event, and of its perspectives, with ${former.cameras} former cameras`, row);
  }
  await pause(3_000);
  const missed = rows.flatMap((row) => row.missed.map((aim) => `${row.name}: ${aim}`));
  const memoryAfterMb = round(memoryOf(server.pid) / 1e6);
  report('hostile', { rows, memoryAfterMb, missed });
  console.log(missed.length === 0 ? 'All aims met.' : `Missed:\n${missed.join('\n')}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  for (const close of closes.reverse()) await close();
}
process.exit();
