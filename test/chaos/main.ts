import { parseArgs } from 'node:util';
import { createRandom } from '../support/random.ts';
import { type Fault, faults } from './faults.ts';
import { ghostAimMs, measure, type Row } from './measure.ts';
import { openScene, type Scene, type SceneKind } from './scene.ts';

/**
 * `npm run chaos -- --seed N --only WORDS`: the seed decides order and victims. With `--allow-skips`, faults that
 * cannot be tried here do not fail the run.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    'allow-skips': { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
const random = createRandom(seed);
/** Ends within ten minutes; rows that are not finished count as failed. */
const maxRunMs = 590_000;
/** Typical time of a row; one that cannot end in time is not started. */
const rowMs = 30_000;
/** Cleanup that takes longer is left to the end of the process. */
const closeWithinMs = 8_000;
const startedAt = performance.now();

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((each) => ({ each, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

const seconds = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`);

function print(row: Row): void {
  const cells = row.skipped
    ? [`not tried: ${row.skipped}`]
    : [
        `back ${seconds(row.backMs)} (aim ${seconds(row.aimMs)})`,
        `ghost ${seconds(row.ghostMs)} (aim ${seconds(ghostAimMs)})`,
        `error pages ${row.onErrorPage.join(', ') || 'none'}`,
        `lost ${row.lost.join(', ') || 'nothing'}`,
        row.isMet ? 'met' : 'MISSED',
      ];
  console.log([row.fault.padEnd(22), ...cells].join(' | '));
}

const failed = (fault: Fault, why: string): Row => ({
  fault: fault.name,
  aimMs: fault.aimMs,
  backMs: null,
  ghostMs: null,
  onErrorPage: [],
  lost: [why],
  isMet: false,
});

let scene: Scene | null = null;
const closeScene = async () => {
  const open = scene;
  scene = null;
  await open?.close();
};
const endWith = async (code: number) => {
  setTimeout(() => process.exit(code), closeWithinMs);
  await closeScene().catch(() => undefined);
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void endWith(130));

/** All faults of one kind of scene, in sequence; after one that does not recover, the next gets a new scene. */
async function runAll(kind: SceneKind, meant: readonly Fault[], rows: Row[]): Promise<void> {
  try {
    for (const fault of meant) {
      let row: Row;
      try {
        if (performance.now() - startedAt > maxRunMs - rowMs) throw new Error('no time was left');
        scene ??= await openScene(kind);
        row = await measure(scene, fault, random);
      } catch (error) {
        row = failed(fault, (error as Error).message.split('\n')[0] ?? '');
      }
      rows.push(row);
      print(row);
      if (row.isMet || row.skipped) continue;
      await closeScene();
    }
  } finally {
    await closeScene();
  }
}

console.log(`seed ${seed}`);
const rows: Row[] = [];
const order = shuffled(faults.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase())));

/** Prints the result; 0 only if everything was tried and met its aim. */
function conclude(): number {
  const reached = new Set(rows.map(({ fault }) => fault));
  for (const fault of order) if (!reached.has(fault.name)) rows.push(failed(fault, 'no time was left'));
  const skipped = rows.filter((row) => row.skipped).map(({ fault }) => fault);
  const missed = rows.filter((row) => !row.isMet && !row.skipped).map(({ fault }) => fault);
  console.log(
    JSON.stringify({ seed, seconds: Math.round((performance.now() - startedAt) / 1_000), missed, skipped, rows }),
  );
  return missed.length > 0 || (skipped.length > 0 && !values['allow-skips']) ? 1 : 0;
}

setTimeout(() => void endWith(conclude()), maxRunMs).unref();
for (const kind of shuffled(['external', 'private'] as const)) {
  await runAll(
    kind,
    order.filter(({ on }) => on === kind),
    rows,
  );
}
process.exit(conclude());
