import { parseArgs } from 'node:util';
import { createRandom } from '../support/random.ts';
import { type Fault, faults } from './faults.ts';
import { ghostAimMs, measure, type Row } from './measure.ts';
import { openScene, type Scene, type SceneKind } from './scene.ts';

/** `npm run chaos -- --seed N --only WORDS`: order and victims follow from the seed. */
const { values } = parseArgs({ options: { seed: { type: 'string' }, only: { type: 'string', default: '' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
const random = createRandom(seed);
/** Whoever runs it wants to know within ten minutes; what has not begun by then is not proved. */
const mostMs = 580_000;
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
    ? [`skipped: ${row.skipped}`]
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
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeScene().then(() => process.exit(130)));

/** All faults of one kind of evening, one after the other; what has not come back begins with a new one. */
async function runAll(kind: SceneKind, meant: readonly Fault[], rows: Row[]): Promise<void> {
  try {
    for (const fault of meant) {
      let row: Row;
      try {
        if (performance.now() - startedAt > mostMs) throw new Error('no time was left');
        scene ??= await openScene(kind);
        row = await measure(scene, fault, random);
      } catch (error) {
        row = failed(fault, (error as Error).message.split('\n')[0] ?? '');
      }
      rows.push(row);
      print(row);
      if (row.isMet) continue;
      await closeScene();
    }
  } finally {
    await closeScene();
  }
}

console.log(`seed ${seed}`);
const rows: Row[] = [];
const order = shuffled(faults.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase())));
for (const kind of shuffled(['external', 'private'] as const)) {
  await runAll(
    kind,
    order.filter(({ on }) => on === kind),
    rows,
  );
}
const missed = rows.filter(({ isMet }) => !isMet).map(({ fault }) => fault);
console.log(JSON.stringify({ seed, seconds: Math.round((performance.now() - startedAt) / 1_000), missed, rows }));
process.exit(missed.length > 0 ? 1 : 0);
