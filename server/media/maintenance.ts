import type { Loads } from './loads.ts';
import { addRates } from './meter.ts';
import type { Stage } from './stage.ts';
import { noThroughput, throughputByWorker } from './throughput.ts';
import type { Workers } from './workers.ts';

/** A phone is told soon what is wanted no longer: it costs its battery. */
const tickEveryMs = 100;
/** Pipes that nobody needs wait for seconds: one is exact enough. */
const ticksPerSettling = 10;
/** One request per phone: a stall must be known within 3 s, and whoever vanished be gone within 15 s. */
const ticksPerFlow = 10;
/** A request per track and worker costs little, and rates are averages over about as long. */
const ticksPerMeasure = 20;

/** Goes round all stages: lets time pass, and measures. */
export function keepMaintenance(workers: Workers, stages: ReadonlyMap<string, Stage>, loads: Loads): { close(): void } {
  let ticks = 0;
  let isMeasuring = false;

  const uplinks = () => [...stages.values()].flatMap((stage) => [...stage.uplinks.values()]);

  const measure = async () => {
    await Promise.all(uplinks().map((uplink) => uplink.look()));
    const throughput = throughputByWorker(stages.values());
    await Promise.all(
      // A worker that has just died is no longer among them in the next round.
      workers.all().map((on) => {
        const { in: coming, out } = throughput.get(on) ?? noThroughput;
        return loads.measure(on, addRates([coming, out])).catch(() => undefined);
      }),
    );
  };

  const timer = setInterval(() => {
    for (const stage of stages.values()) stage.tick();
    ticks += 1;
    if (ticks % ticksPerSettling === 0) for (const stage of stages.values()) stage.settlePipes();
    if (ticks % ticksPerFlow === 0) for (const uplink of uplinks()) void uplink.lookAtFlow();
    if (isMeasuring || ticks % ticksPerMeasure !== 0) return;
    isMeasuring = true;
    void measure().finally(() => {
      isMeasuring = false;
    });
  }, tickEveryMs);
  return { close: () => clearInterval(timer) };
}
