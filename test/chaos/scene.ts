import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenedReply } from '../../shared/restApi.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { startTcpRelay, type TcpRelay } from '../support/relay.ts';
import type { RunningServer } from '../support/server.ts';
import { keepServer } from './keptServer.ts';
import { openPages, type Pages } from './pages.ts';
import { type ChaosPhone, startPhone } from './phone.ts';
import { type RedisRelay, startRedisRelay } from './redisRelay.ts';
import { standAt } from './session.ts';
import { mountSmall } from './smallDisk.ts';
import { type ChaosViewer, startViewer } from './viewer.ts';

const counts = { phones: 6, viewers: 4 };
const readyWithinMs = 40_000;

/** Whose Redis: one beside the server, behind a relay, or the server's own, on a small disk where one may be mounted. */
export type SceneKind = 'external' | 'private';
export type External = { redis: TestRedis; relay: RedisRelay };

/** A server with an event, phones, viewers and pages. */
export type Scene = {
  readonly kind: SceneKind;
  readonly opened: OpenedReply;
  readonly phones: ChaosPhone[];
  readonly viewers: ChaosViewer[];
  readonly moderator: ChaosViewer;
  readonly pages: Pages;
  readonly external: External | null;
  /** The private Redis' disk, if it has its own. */
  readonly disk: string | null;
  /** Between sessions and the server. */
  readonly door: TcpRelay;
  server(): RunningServer;
  http(path: string, body?: object): Promise<{ status: number; body: unknown }>;
  restart(): Promise<void>;
  /** Adds a phone, to replace one that is gone. */
  addPhone(): ChaosPhone;
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

async function build(kind: SceneKind, closes: (() => unknown)[], close: () => Promise<void>): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), 'polyscope-chaos-'));
  closes.push(() => rm(directory, { recursive: true, force: true }));
  const disk = kind === 'private' ? await mountSmall(directory, closes) : null;
  const external = kind === 'external' ? await openExternal(closes) : null;
  const clockFile = join(directory, 'clock');
  const running = await keepServer(disk ?? directory, clockFile, external?.relay.port);
  closes.push(() => running.end());
  const door = await startTcpRelay(running.port);
  closes.push(() => door.close());
  const open = async (title: string) => (await running.http('/api/events', { title })).body as OpenedReply;
  const opened = await open('A march');
  standAt(`http://127.0.0.1:${door.port}`);
  const people = gather(opened, closes);
  const pages = await openPages(running.now().url, (await open('A real one')).event.id);
  closes.push(() => pages.close());
  const scene: Scene = {
    ...people,
    kind,
    opened,
    pages,
    external,
    disk,
    door,
    server: running.now,
    http: running.http,
    restart: running.restart,
    close,
  };
  await waitUntilWell(scene);
  return scene;
}

/** Phones and viewers, simulated at RTP level. */
function gather({ event: { id: event }, token }: OpenedReply, closes: (() => unknown)[]) {
  let cameras = 0;
  const phones: ChaosPhone[] = [];
  const addPhone = () => {
    const phone = startPhone(event, cameras);
    cameras += 1;
    phones.push(phone);
    return phone;
  };
  for (let count = 0; count < counts.phones; count += 1) addPhone();
  const viewers = Array.from({ length: counts.viewers }, () => startViewer({ event }));
  const moderator = startViewer({ event, token });
  closes.push(() => {
    for (const each of [...phones, ...viewers, moderator]) each.close();
  });
  return { phones, viewers, moderator, addPhone };
}

/** Whether the server is ready, all sessions are connected, and all viewers got packets of all tiles since then (ms). */
export async function isWell(scene: Scene, sinceMs: number): Promise<boolean> {
  const { phones, viewers, moderator, pages } = scene;
  const all = [...viewers, moderator];
  if (![...phones, ...all].every((each) => each.isUp())) return false;
  const tiles = phones.map((phone) => phone.id());
  if (!all.every((viewer) => viewer.isServed(tiles, sinceMs))) return false;
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
