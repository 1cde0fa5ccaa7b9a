import type { PerspectiveStatus } from '../../shared/conversations/moderator.ts';
import type { MediaFigures, WorkerFigures } from '../metrics.ts';
import type { Loads } from './loads.ts';
import type { Stage } from './stage.ts';
import { noThroughput, throughputByWorker } from './throughput.ts';
import type { StageUplink } from './uplink.ts';
import type { Workers } from './workers.ts';

/** The best score of its layers: the others may be off on purpose. */
function scoreOf(uplink: StageUplink): number {
  return Math.max(0, ...(uplink.producer('video')?.score ?? []).map(({ score }) => score));
}

/** Rates, loss, score and viewers of each perspective of a stage, for moderators. */
export function perspectiveStatusesOf({ uplinks, downlinks, watching }: Stage): PerspectiveStatus[] {
  return [...uplinks.values()].map((uplink) => ({
    perspective: uplink.perspective,
    bps: uplink.rate().bps,
    layers: (uplink.meter('video')?.layers ?? []).map(({ bps }) => bps),
    lostShare: uplink.meter('video')?.lostShare ?? 0,
    score: scoreOf(uplink),
    viewers: watching(uplink.perspective),
    cannotPlay: [...downlinks].filter((each) => each.isUnplayable(uplink.perspective, 'video')).length,
  }));
}

/** The media figures of this server for its metrics, as last measured. */
export function figuresOf(workers: Workers, stages: readonly Stage[], loads: Loads): MediaFigures {
  const throughput = throughputByWorker(stages);
  const byWorker = workers.all().map((mediaWorker): WorkerFigures => {
    const { cpu } = loads.throughput(mediaWorker);
    return {
      index: mediaWorker.index,
      ...(throughput.get(mediaWorker) ?? noThroughput),
      cpu,
      loadShare: loads.share(mediaWorker),
    };
  });
  const uplinks = stages.flatMap((stage) => [...stage.uplinks.values()]);
  const consumers = stages.flatMap((stage) => [...stage.downlinks].flatMap((downlink) => downlink.consumers()));
  const layers = new Map<string, number>();
  for (const { layer, source } of consumers) {
    const name = source.kind === 'audio' ? 'audio' : String(layer ?? 'none');
    layers.set(name, (layers.get(name) ?? 0) + 1);
  }
  return {
    workers: byWorker,
    producers: uplinks.flatMap((each) => [each.producer('video') ?? [], each.producer('audio') ?? []].flat()).length,
    consumers: consumers.length,
    pipes: stages.flatMap((stage) => stage.eventRouters().flatMap((eventRouter) => eventRouter.pipes.all())).length,
    layers,
    scores: uplinks.filter((each) => each.layers > 0).map(scoreOf),
  };
}
