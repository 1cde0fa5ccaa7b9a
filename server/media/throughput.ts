import type { EventRouter } from './eventRouter.ts';
import { addRates, noRate, type RtpRate } from './meter.ts';
import type { Stage } from './stage.ts';
import type { MediaWorker } from './workers.ts';

/** Rates that one worker receives and sends. */
export type Throughput = { in: RtpRate; out: RtpRate };
export const noThroughput: Throughput = { in: noRate, out: noRate };

function addThroughput(a: Throughput, b: Throughput): Throughput {
  return { in: addRates([a.in, b.in]), out: addRates([a.out, b.out]) };
}

/**
 * A stage's throughput by router. Incoming rates are measured; outgoing ones are computed from those and from each
 * consumer's current layer, so that a thousand consumers need not be polled.
 */
function throughputOf(stage: Stage): ReadonlyMap<EventRouter, Throughput> {
  const sums = new Map<EventRouter, Throughput>(stage.eventRouters().map((eventRouter) => [eventRouter, noThroughput]));
  const count = (eventRouter: EventRouter, part: Partial<Throughput>) =>
    sums.set(eventRouter, addThroughput(sums.get(eventRouter) ?? noThroughput, { ...noThroughput, ...part }));
  const sources = new Map<string, { eventRouter: EventRouter; rate: RtpRate }>();

  for (const uplink of stage.uplinks.values()) {
    const { eventRouter } = uplink;
    count(eventRouter, { in: uplink.rate() });
    for (const kind of ['video', 'audio'] as const) {
      const producer = uplink.producer(kind);
      if (producer) sources.set(producer.id, { eventRouter, rate: addRates(uplink.meter(kind)?.layers ?? []) });
    }
  }
  for (const downlink of stage.downlinks) count(downlink.eventRouter, { out: downlink.rate() });
  // A pipe carries all layers of its producer, out of one worker and into another.
  for (const eventRouter of stage.eventRouters()) {
    for (const { origin } of eventRouter.pipes.all()) {
      const source = sources.get(origin.id);
      if (!source) continue;
      count(source.eventRouter, { out: source.rate });
      count(eventRouter, { in: source.rate });
    }
  }
  return sums;
}

/** The throughput of each worker over all stages, as last measured. */
export function throughputByWorker(stages: Iterable<Stage>): ReadonlyMap<MediaWorker, Throughput> {
  const sums = new Map<MediaWorker, Throughput>();
  for (const stage of stages) {
    for (const [{ mediaWorker }, throughput] of throughputOf(stage))
      sums.set(mediaWorker, addThroughput(sums.get(mediaWorker) ?? noThroughput, throughput));
  }
  return sums;
}
