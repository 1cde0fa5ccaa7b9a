import { addRates, noRate, type Rate } from './meter.ts';
import type { Stage } from './stage.ts';
import type { Wing } from './wing.ts';
import type { MediaWorker } from './workers.ts';

/** What comes in to and goes out of one worker, bit/s and packets/s. */
export type Carried = { in: Rate; out: Rate };
export const nothingCarried: Carried = { in: noRate, out: noRate };

function addCarried(a: Carried, b: Carried): Carried {
  return { in: addRates([a.in, b.in]), out: addRates([a.out, b.out]) };
}

/**
 * What a stage carries, by wing. What comes in is measured; what goes out follows from it and from the layer that each
 * consumer is on, so that a thousand consumers need not be asked.
 */
function carriedBy(stage: Stage): ReadonlyMap<Wing, Carried> {
  const sums = new Map<Wing, Carried>(stage.wings().map((wing) => [wing, nothingCarried]));
  const count = (wing: Wing, part: Partial<Carried>) =>
    sums.set(wing, addCarried(sums.get(wing) ?? nothingCarried, { ...nothingCarried, ...part }));
  const sources = new Map<string, { wing: Wing; rate: Rate }>();

  for (const uplink of stage.uplinks.values()) {
    const { wing } = uplink;
    count(wing, { in: uplink.rate() });
    for (const kind of ['video', 'audio'] as const) {
      const producer = uplink.producer(kind);
      if (producer) sources.set(producer.id, { wing, rate: addRates(uplink.meter(kind)?.layers ?? []) });
    }
  }
  for (const downlink of stage.downlinks) count(downlink.wing, { out: downlink.rate() });
  // A pipe carries all that its producer brings, out of one worker and into another.
  for (const wing of stage.wings()) {
    for (const { origin } of wing.pipes.all()) {
      const source = sources.get(origin.id);
      if (!source) continue;
      count(source.wing, { out: source.rate });
      count(wing, { in: source.rate });
    }
  }
  return sums;
}

/** What each worker carries now of all stages, as last measured. */
export function carriedByWorker(stages: Iterable<Stage>): ReadonlyMap<MediaWorker, Carried> {
  const sums = new Map<MediaWorker, Carried>();
  for (const stage of stages) {
    for (const [{ on }, carried] of carriedBy(stage)) sums.set(on, addCarried(sums.get(on) ?? nothingCarried, carried));
  }
  return sums;
}
