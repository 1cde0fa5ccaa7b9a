import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Registry } from 'prom-client';

/** Media figures of one worker; rates in bit/s and packets/s. */
export type WorkerFigures = {
  index: number;
  in: { bps: number; packets: number };
  out: { bps: number; packets: number };
  /** Share of one core. */
  cpu: number;
  /** 1 is full. */
  loadShare: number;
};
export type MediaFigures = {
  workers: readonly WorkerFigures[];
  producers: number;
  consumers: number;
  pipes: number;
  /** Consumers by what flows: the layer of a picture, 'none', or 'audio'. */
  layers: ReadonlyMap<string, number>;
  /** One per perspective with a picture, 0 (nothing arrives) to 10. */
  scores: readonly number[];
};

type Metric = { type: 'gauge' | 'counter'; name: string; help: string; labels: readonly string[] };

/**
 * All metrics. No label holds an event, a perspective or a person: that bounds their number and reveals nothing about
 * anybody.
 */
export const metrics = {
  bits: {
    type: 'gauge',
    name: 'polyscope_media_bits_per_second',
    help: 'Media bits per second that a worker receives or sends; outgoing is computed from the consumers’ layers.',
    labels: ['worker', 'direction'],
  },
  packets: {
    type: 'gauge',
    name: 'polyscope_media_packets_per_second',
    help: 'RTP packets per second that a worker receives or sends.',
    labels: ['worker', 'direction'],
  },
  workerCpu: {
    type: 'gauge',
    name: 'polyscope_worker_cpu_share',
    help: 'Processor time of a media worker, as a share of one core.',
    labels: ['worker'],
  },
  workerLoad: {
    type: 'gauge',
    name: 'polyscope_worker_load_share',
    help: 'How full a media worker is; at 1 it takes no further transports.',
    labels: ['worker'],
  },
  producers: {
    type: 'gauge',
    name: 'polyscope_producers',
    help: 'Tracks that phones send.',
    labels: [],
  },
  consumers: {
    type: 'gauge',
    name: 'polyscope_consumers',
    help: 'Tracks that are sent to viewers, by the layer that flows: 0 is the smallest, none is paused or starved.',
    labels: ['layer'],
  },
  pipes: {
    type: 'gauge',
    name: 'polyscope_pipes',
    help: 'Tracks that are piped from one worker to another.',
    labels: [],
  },
  score: {
    type: 'gauge',
    name: 'polyscope_uplink_score',
    help: 'How well pictures arrive from phones, 0 (nothing) to 10: the worst, and the mean.',
    labels: ['of'],
  },
  eventLoopLag: {
    type: 'gauge',
    name: 'polyscope_event_loop_lag_seconds',
    help: 'Delay of the event loop of this process since the last scrape.',
    labels: ['quantile'],
  },
  redisLatency: {
    type: 'gauge',
    name: 'polyscope_redis_latency_seconds',
    help: 'How long Redis took to answer at this scrape; absent if it does not answer.',
    labels: [],
  },
  joins: {
    type: 'counter',
    name: 'polyscope_joins_total',
    help: 'How often somebody began to watch or film, by role.',
    labels: ['role'],
  },
  refusals: {
    type: 'counter',
    name: 'polyscope_refusals_total',
    help: 'Expected refusals, by code.',
    labels: ['code'],
  },
  defects: {
    type: 'counter',
    name: 'polyscope_defects_total',
    help: 'Unexpected errors; each is in the log with its number.',
    labels: [],
  },
} as const satisfies Record<string, Metric>;

/** Counters of `server/http` and `server/signaling`. */
export type Tally = {
  /** A refusal by its code; the code of a defect is `defect`. */
  refused(code: string): void;
  joined(role: string): void;
};

type Sources = {
  media(): MediaFigures;
  /** How long the registry takes to answer, ms; null if it does not. */
  registryMs(): Promise<number | null>;
};

/** Fine enough for a lag of a few ms, at nearly no cost. */
const lagResolutionMs = 10;
const lagQuantiles = [50, 99, 100];

/** Collects the figures at each scrape; nothing runs between scrapes. */
export function createMetrics({ media, registryMs }: Sources) {
  const registry = new Registry();
  const gauge = ({ name, help, labels }: Metric) =>
    new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
  const counter = ({ name, help, labels }: Metric) =>
    new Counter({ name, help, labelNames: [...labels], registers: [registry] });

  const gauges = {
    bits: gauge(metrics.bits),
    packets: gauge(metrics.packets),
    workerCpu: gauge(metrics.workerCpu),
    workerLoad: gauge(metrics.workerLoad),
    producers: gauge(metrics.producers),
    consumers: gauge(metrics.consumers),
    pipes: gauge(metrics.pipes),
    score: gauge(metrics.score),
    eventLoopLag: gauge(metrics.eventLoopLag),
    redisLatency: gauge(metrics.redisLatency),
  };
  const joins = counter(metrics.joins);
  const refusals = counter(metrics.refusals);
  const defects = counter(metrics.defects);
  const lag = monitorEventLoopDelay({ resolution: lagResolutionMs });
  lag.enable();

  const gatherMedia = () => {
    const { workers, producers, consumers, pipes, layers, scores } = media();
    for (const { index, cpu, loadShare, ...rates } of workers) {
      const worker = String(index);
      gauges.workerCpu.set({ worker }, cpu);
      gauges.workerLoad.set({ worker }, loadShare);
      for (const direction of ['in', 'out'] as const) {
        gauges.bits.set({ worker, direction }, rates[direction].bps);
        gauges.packets.set({ worker, direction }, rates[direction].packets);
      }
    }
    gauges.producers.set(producers);
    gauges.pipes.set(pipes);
    for (const [layer, count] of layers) gauges.consumers.set({ layer }, count);
    if (consumers === 0) gauges.consumers.set({ layer: 'none' }, 0);
    if (scores.length === 0) return;
    gauges.score.set({ of: 'worst' }, Math.min(...scores));
    gauges.score.set({ of: 'mean' }, scores.reduce((sum, score) => sum + score, 0) / scores.length);
  };
  const gatherProcess = async () => {
    for (const quantile of lagQuantiles) {
      const late = lag.percentile(quantile) / 1e9 - lagResolutionMs / 1e3;
      gauges.eventLoopLag.set({ quantile: String(quantile / 100) }, Math.max(0, late));
    }
    lag.reset();
    const latencyMs = await registryMs();
    if (latencyMs !== null) gauges.redisLatency.set(latencyMs / 1e3);
  };

  const tally: Tally = {
    refused: (code) => (code === 'defect' ? defects.inc() : refusals.inc({ code })),
    joined: (role) => joins.inc({ role }),
  };
  return {
    tally,
    contentType: registry.contentType,
    async text(): Promise<string> {
      // Otherwise workers and layers that are gone would keep their last figures.
      for (const each of Object.values(gauges)) each.reset();
      gatherMedia();
      await gatherProcess();
      return registry.metrics();
    },
    close: () => void lag.disable(),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
