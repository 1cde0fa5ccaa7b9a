import { coalesce } from '../../shared/coalesce.ts';
import type { Loads } from './loads.ts';
import { addRates } from './meter.ts';
import type { Stage } from './stage.ts';
import { noThroughput, throughputByWorker } from './throughput.ts';
import type { Workers } from './workers.ts';

/** A phone learns soon that a layer is no longer wanted: sending it costs its battery. */
const tickEveryMs = 100;
/** Idle pipes are kept for seconds: one second is exact enough. */
const ticksPerPipeCheck = 10;
/** One worker request per phone. A stall must be known within 3 s, and a phone that vanished be gone within 15 s. */
const ticksPerFlowCheck = 10;
/** One worker request per track and worker. mediasoup's rates are averages over about as long. */
const ticksPerMeasure = 20;

/**
 * The periodic work on all stages: lowers demand, closes idle pipes, checks whether phones still send, measures load.
 */
export function startMaintenance(
  workers: Workers,
  stages: ReadonlyMap<string, Stage>,
  loads: Loads,
): { close(): void } {
  let ticks = 0;

  const allUplinks = () => [...stages.values()].flatMap((stage) => [...stage.uplinks.values()]);

  const measure = coalesce(async () => {
    await Promise.all(allUplinks().map((uplink) => uplink.measure()));
    const throughput = throughputByWorker(stages.values());
    await Promise.all(
      // A worker that has just died is not among them the next time.
      workers.all().map((mediaWorker) => {
        const { in: incoming, out } = throughput.get(mediaWorker) ?? noThroughput;
        return loads.measure(mediaWorker, addRates([incoming, out])).catch(() => undefined);
      }),
    );
  });

  const timer = setInterval(() => {
    for (const stage of stages.values()) stage.tick();
    ticks += 1;
    if (ticks % ticksPerPipeCheck === 0) for (const stage of stages.values()) stage.closeIdlePipes();
    if (ticks % ticksPerFlowCheck === 0) for (const uplink of allUplinks()) void uplink.checkFlow();
    if (ticks % ticksPerMeasure === 0) void measure();
  }, tickEveryMs);
  return { close: () => clearInterval(timer) };
}
