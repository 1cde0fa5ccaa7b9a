import { redisOf } from '../support/processes.ts';
import { busiestOf, signal, workersOf } from './processes.ts';
import type { Scene, SceneKind } from './scene.ts';
import { standAt } from './session.ts';
import { fill, seeFull } from './smallDisk.ts';
import { startViewer } from './viewer.ts';

/** Aims for full recovery, ms: from the beginning of faults that the server repairs itself, else from their end. */
const aims = { worker: 5_000, privateRedis: 5_000, redis: 10_000, server: 10_000, other: 10_000 };
/** Longer than `goneAfterMs` and than the ping timeout. */
const stoppedMs = 14_000;
const awayMs = 12_000;
const refusingMs = 8_000;
const hourMs = 3_600_000;

export type Fault = {
  name: string;
  on: SceneKind;
  aimMs: number;
  /** The server repairs it during the fault. */
  isCountedFromStrike?: boolean;
  /** The server itself does not run, so it can notice dead phones only at the end. */
  stopsServer?: boolean;
  /** Why it cannot be tried here. */
  cannot?(scene: Scene): string | null;
  /** Resolves when the fault has ended, or a killed server is ready again; calls `begun` during the fault. */
  strike(scene: Scene, begun: () => void, random: () => number): Promise<void>;
};

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** From `hurt` to `mend`. */
const lasting =
  (
    ms: number,
    hurt: (scene: Scene, random: () => number) => unknown,
    mend: (scene: Scene) => unknown,
  ): Fault['strike'] =>
  async (scene, begun, random) => {
    await hurt(scene, random);
    begun();
    await sleep(ms);
    await mend(scene);
  };

const pause = (
  pidOf: (scene: Scene, random: () => number) => number | undefined | Promise<number>,
): Fault['strike'] => {
  let pid: number | undefined;
  return lasting(
    stoppedMs,
    async (scene, random) => {
      pid = await pidOf(scene, random);
      signal(pid, 'SIGSTOP');
    },
    () => signal(pid, 'SIGCONT'),
  );
};

const externalOf = ({ external }: Scene) => {
  if (!external) throw new Error('this evening has a private Redis');
  return external;
};
const redisPid = async (scene: Scene) =>
  Number(/process_id:(\d+)/.exec(await externalOf(scene).redis.redis.info('server'))?.[1]);
const command = (scene: Scene, ...words: [string, ...string[]]) => externalOf(scene).redis.redis.call(...words);
const worker = (scene: Scene) => busiestOf(workersOf(scene.server().pid));

let clockMs = 0;
const step =
  (ms: number): Fault['strike'] =>
  async (scene, begun) => {
    clockMs += ms;
    await scene.server().setClock(clockMs);
    begun();
  };

const backAtOnce = 200;
/** They only watch: reconnecting is measured, not throughput. */
const tilesEach = 1;
const everybodyComesBack: Fault['strike'] = async (scene, begun) => {
  standAt(`http://127.0.0.1:${scene.door.port}`);
  const crowd = Array.from({ length: backAtOnce }, () => startViewer({ event: scene.opened.event.id }, tilesEach));
  const areIn = async () => {
    const deadline = performance.now() + 45_000;
    while (!crowd.every((each) => each.isUp())) {
      if (performance.now() > deadline) return;
      await sleep(100);
    }
  };
  await areIn();
  scene.door.breakAll();
  begun();
  scene.viewers.push(...crowd);
};

const onWorker: Fault[] = [
  {
    name: 'worker SIGKILL',
    on: 'external',
    aimMs: aims.worker,
    isCountedFromStrike: true,
    async strike(scene, begun) {
      signal(worker(scene), 'SIGKILL');
      begun();
    },
  },
  { name: 'worker SIGSTOP', on: 'external', aimMs: aims.worker, isCountedFromStrike: true, strike: pause(worker) },
];

const onServer: Fault[] = [
  {
    name: 'server SIGKILL',
    on: 'external',
    aimMs: aims.server,
    stopsServer: true,
    async strike(scene, begun) {
      await scene.server().stop('SIGKILL');
      begun();
      await scene.restart();
    },
  },
  {
    name: 'server SIGSTOP',
    on: 'external',
    aimMs: aims.server,
    stopsServer: true,
    strike: pause((scene) => scene.server().pid),
  },
  { name: 'clock 1 h forward', on: 'external', aimMs: aims.other, strike: step(hourMs) },
  { name: 'clock 1 h back', on: 'external', aimMs: aims.other, strike: step(-hourMs) },
  { name: `${backAtOnce} reconnects`, on: 'external', aimMs: aims.other, strike: everybodyComesBack },
];

const onRedis: Fault[] = [
  {
    name: 'Redis SIGKILL',
    strike: lasting(
      2_000,
      async (scene) => signal(await redisPid(scene), 'SIGKILL'),
      (scene) => externalOf(scene).redis.start(),
    ),
  },
  { name: 'Redis SIGSTOP', strike: pause(redisPid) },
  {
    name: 'Redis READONLY',
    strike: lasting(
      refusingMs,
      (scene) => command(scene, 'replicaof', '127.0.0.1', '1'),
      (scene) => command(scene, 'replicaof', 'no', 'one'),
    ),
  },
  {
    name: 'Redis OOM',
    strike: lasting(
      refusingMs,
      (scene) => command(scene, 'config', 'set', 'maxmemory', '1'),
      (scene) => command(scene, 'config', 'set', 'maxmemory', '0'),
    ),
  },
  {
    name: 'Redis slow',
    strike: lasting(
      awayMs,
      (scene) => Object.assign(externalOf(scene).relay, { delayMs: 500 }),
      (scene) => Object.assign(externalOf(scene).relay, { delayMs: 0 }),
    ),
  },
  {
    name: 'Redis away',
    strike: lasting(
      awayMs,
      (scene) => externalOf(scene).redis.stop(),
      (scene) => externalOf(scene).redis.start(),
    ),
  },
  {
    name: 'Redis behind a cut',
    strike: lasting(
      awayMs,
      (scene) => Object.assign(externalOf(scene).relay, { swallows: true }),
      (scene) => Object.assign(externalOf(scene).relay, { swallows: false }),
    ),
  },
].map((each) => ({ ...each, on: 'external', aimMs: aims.redis }));

let freed: () => unknown = () => undefined;
const onPrivateRedis: Fault[] = [
  {
    name: 'private Redis SIGKILL',
    on: 'private',
    aimMs: aims.privateRedis,
    isCountedFromStrike: true,
    async strike(scene, begun) {
      signal(redisOf(scene.server().pid).redis?.pid, 'SIGKILL');
      begun();
    },
  },
  {
    name: 'private Redis SIGSTOP',
    on: 'private',
    aimMs: aims.privateRedis,
    isCountedFromStrike: true,
    strike: pause((scene) => redisOf(scene.server().pid).redis?.pid),
  },
  {
    name: 'disk full',
    on: 'private',
    aimMs: aims.redis,
    cannot: ({ disk }) => (disk ? null : 'this user may mount no small disk'),
    strike: lasting(
      refusingMs,
      async ({ disk, server }) => {
        freed = await fill(disk ?? '');
        await seeFull(redisOf(server().pid).socketPath);
      },
      () => freed(),
    ),
  },
];

export const faults: readonly Fault[] = [...onWorker, ...onServer, ...onRedis, ...onPrivateRedis];
