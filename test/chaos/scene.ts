import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenedReply } from '../../shared/rest.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { startTcpRelay, type TcpRelay } from '../support/relay.ts';
import { freePort, type RunningServer, startServer } from '../support/server.ts';
import { openPages, type Pages } from './pages.ts';
import { type ChaosPhone, startPhone } from './phone.ts';
import { type RedisRelay, startRedisRelay } from './redisRelay.ts';
import { standAt } from './session.ts';
import { mountSmall } from './smallDisk.ts';
import { type ChaosViewer, startViewer } from './viewer.ts';

const counts = { phones: 6, viewers: 4 };
const readyWithinMs = 40_000;
const endWithinMs = 10_000;

/** Whose Redis: one beside the server, behind a relay, or the server's own, on a small disk where one may be mounted. */
export type SceneKind = 'external' | 'private';
export type External = { redis: TestRedis; relay: RedisRelay };

/** A server with an evening on it. */
export type Scene = {
  readonly kind: SceneKind;
  readonly opened: OpenedReply;
  readonly phones: ChaosPhone[];
  readonly viewers: ChaosViewer[];
  readonly moderator: ChaosViewer;
  readonly pages: Pages;
  readonly external: External | null;
  /** Where the private Redis writes, if that is a disk of its own. */
  readonly disk: string | null;
  /** Sessions reach the server through it. */
  readonly door: TcpRelay;
  server(): RunningServer;
  http(path: string, body?: object): Promise<{ status: number; body: unknown }>;
  restart(): Promise<void>;
  /** One more phone, in place of one that is gone. */
  addPhone(): ChaosPhone;
  stepClock(ms: number): Promise<void>;
  close(): Promise<void>;
};

export async function openScene(kind: SceneKind): Promise<Scene> {
  const closes: (() => unknown)[] = [];
  const close = async () => {
    for (const each of closes.splice(0).reverse()) await Promise.resolve(each()).catch(() => undefined);
  };
  try {
    return await build(kind, closes, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openExternal(closes: (() => unknown)[]): Promise<External> {
  const redis = await startRedis();
  closes.push(() => redis.close());
  const relay = await startRedisRelay(Number(new URL(redis.url).port));
  closes.push(() => relay.close());
  return { redis, relay };
}

/** A server that may be ended by any signal and started again, on the same ports and data. */
async function keepServer(dataDirectory: string, clockFile: string, external: External | null) {
  const [port, rtcPort] = [await freePort(), await freePort()];
  const start = () =>
    startServer({
      port,
      rtcPort,
      dataDirectory,
      isPlain: 'both',
      env: {
        WORKERS: '2',
        // Twice: all who stand here have one address, and each fault opens an event.
        RATE_SCALE: '2',
        CLOCK_FILE: clockFile,
        NODE_OPTIONS: `--import=${new URL('./clock.ts', import.meta.url).href}`,
        REDIS_URL: external ? `redis://127.0.0.1:${external.relay.port}` : '',
      },
    });
  let server = await start();
  return {
    port,
    now: () => server,
    async restart() {
      server = await start();
    },
    async end() {
      const timer = setTimeout(() => void server.stop('SIGKILL'), endWithinMs);
      await server.stop();
      clearTimeout(timer);
    },
  };
}

async function build(kind: SceneKind, closes: (() => unknown)[], close: () => Promise<void>): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), 'polyscope-chaos-'));
  closes.push(() => rm(directory, { recursive: true, force: true }));
  const disk = kind === 'private' ? await mountSmall(directory, closes) : null;
  const external = kind === 'external' ? await openExternal(closes) : null;
  const clockFile = join(directory, 'clock');
  const running = await keepServer(disk ?? directory, clockFile, external);
  closes.push(() => running.end());
  const door = await startTcpRelay(running.port);
  closes.push(() => door.close());

  const http: Scene['http'] = async (path, body) => {
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const reply = await fetch(running.now().url + path, { ...init, signal: AbortSignal.timeout(8_000) });
    return { status: reply.status, body: await reply.json().catch(() => ({})) };
  };
  const open = async (title: string) => (await http('/api/events', { title })).body as OpenedReply;
  const opened = await open('A march');
  const { id } = opened.event;
  standAt(`http://127.0.0.1:${door.port}`);
  let cameras = 0;
  const phones: ChaosPhone[] = [];
  const addPhone = () => {
    const phone = startPhone(id, cameras);
    cameras += 1;
    phones.push(phone);
    return phone;
  };
  for (let count = 0; count < counts.phones; count += 1) addPhone();
  const viewers = Array.from({ length: counts.viewers }, () => startViewer({ event: id }));
  const moderator = startViewer({ event: id, token: opened.token });
  closes.push(() => {
    for (const each of [...phones, ...viewers, moderator]) each.close();
  });
  const pages = await openPages(running.now().url, (await open('A real one')).event.id);
  closes.push(() => pages.close());
  const scene: Scene = {
    kind,
    opened,
    phones,
    viewers,
    moderator,
    pages,
    external,
    disk,
    door,
    server: running.now,
    http,
    restart: running.restart,
    addPhone,
    stepClock: (ms) => writeFile(clockFile, String(ms)),
    close,
  };
  await waitUntilWell(scene);
  return scene;
}

/** Whether the server is ready, all sessions are up, and all tiles have brought packets to everybody since then (ms). */
export async function isWell(scene: Scene, sinceMs: number): Promise<boolean> {
  const { phones, viewers, moderator, pages } = scene;
  const all = [...viewers, moderator];
  if (![...phones, ...all].every((each) => each.isUp())) return false;
  if (!all.every((viewer) => phones.every((phone) => viewer.lastAt(phone.id()) > sinceMs))) return false;
  if (!(await pages.areWell(sinceMs))) return false;
  const ready = await scene.http('/readyz').catch(() => null);
  return ready?.status === 200;
}

async function waitUntilWell(scene: Scene): Promise<void> {
  const from = performance.now();
  while (!(await isWell(scene, from))) {
    if (performance.now() - from > readyWithinMs) {
      throw new Error(`the evening never began:\n${scene.server().output().slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
