import { carriedBy } from './carried.ts';
import type { Loads } from './loads.ts';
import { addRates, noRate, type Rate } from './meter.ts';
import type { Stage } from './stage.ts';
import type { MediaWorker, Workers } from './workers.ts';

/** A phone is told soon what is wanted no longer: it costs its battery. */
const tickEveryMs = 250;
/** Pipes that nobody needs wait for seconds: one is exact enough. */
const ticksPerSettling = 4;
/** A request per phone and worker costs little, and rates are averages over about as long. */
const ticksPerMeasure = 8;

/** What each worker carries now, as last measured. */
function carriedByWorker(stages: Iterable<Stage>): ReadonlyMap<MediaWorker, Rate> {
  const sums = new Map<MediaWorker, Rate>();
  for (const stage of stages) {
    for (const [{ on }, carried] of carriedBy(stage)) {
      sums.set(on, addRates([sums.get(on) ?? noRate, carried.in, carried.out]));
    }
  }
  return sums;
}

/** Goes round all stages: lets time pass, and measures. */
export function createRounds(workers: Workers, stages: ReadonlyMap<string, Stage>, loads: Loads): { close(): void } {
  let ticks = 0;
  let isMeasuring = false;

  const measure = async () => {
    const uplinks = [...stages.values()].flatMap((stage) => [...stage.uplinks.values()]);
    await Promise.all(uplinks.map((uplink) => uplink.look()));
    const carried = carriedByWorker(stages.values());
    await Promise.all(
      // A worker that has just died is no longer among them in the next round.
      workers.all().map((on) => loads.measure(on, carried.get(on) ?? noRate).catch(() => undefined)),
    );
  };

  const timer = setInterval(() => {
    for (const stage of stages.values()) stage.tick();
    ticks += 1;
    if (ticks % ticksPerSettling === 0) for (const stage of stages.values()) stage.settlePipes();
    if (isMeasuring || ticks % ticksPerMeasure !== 0) return;
    isMeasuring = true;
    void measure().finally(() => {
      isMeasuring = false;
    });
  }, tickEveryMs);
  return { close: () => clearInterval(timer) };
}
