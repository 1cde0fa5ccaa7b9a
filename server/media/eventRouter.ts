import type { types } from 'mediasoup';
import type { Kind } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Now } from '../events/ports/clocks.ts';
import { createAsyncCache } from './asyncCache.ts';
import { mediaCodecs, offeredCapabilities } from './codecs.ts';
import type { KeyFrameThrottle } from './keyFrameThrottle.ts';
import { type FrameId, followKeyFrames } from './keyFrameTimes.ts';
import { createPipes, type Pipes } from './pipes.ts';
import { followWarmLayers, type WarmLayers } from './warmLayers.ts';
import type { MediaWorker } from './workers.ts';

/** The producers of an uplink, and the router that they are on. */
export type UplinkProducers = {
  eventRouter: EventRouter;
  keyFrameThrottle: KeyFrameThrottle;
  producer(kind: Kind): types.Producer | undefined;
};

/** The event's router on one worker, with pipes from the event's routers on other workers. */
export type EventRouter = {
  readonly mediaWorker: MediaWorker;
  readonly router: types.Router;
  readonly pipes: Pipes;
  /** The RTP capabilities that browsers get. */
  readonly offered: RtpCapabilities;
  /** The producer of an uplink as it can be consumed here: itself, or the end of its pipe; null if there is none. */
  producerOf(uplink: UplinkProducers, kind: Kind): Promise<types.Producer | null>;
  /** Follows key frames and warm layers of a producer on this router, from when it is made. */
  followProducer(producer: types.Producer): void;
  warmLayersOf(producer: types.Producer): WarmLayers;
  /** The newest key frame of a producer here: it is known before its consumers send it. */
  keyFrameOf(producer: types.Producer): FrameId | null;
  /** The transport for packets into this process; made when first needed. */
  direct(): Promise<types.DirectTransport>;
};

type Followed = { keyFrame: FrameId | null; warmLayers: WarmLayers };
/** For sounds, which have no layers. */
const alwaysWarm: WarmLayers = { highest: () => Number.POSITIVE_INFINITY, follow: () => () => undefined };

export async function openEventRouter(mediaWorker: MediaWorker, now: Now): Promise<EventRouter> {
  const router = await mediaWorker.worker.createRouter({ mediaCodecs });
  const pipes = createPipes(router, now);
  const transports = createAsyncCache<'direct', types.DirectTransport>();
  const followed = new WeakMap<types.Producer, Followed>();

  const followProducer = (producer: types.Producer) => {
    if (producer.kind === 'audio' || followed.has(producer)) return;
    const entry: Followed = { keyFrame: null, warmLayers: followWarmLayers(producer, now) };
    followed.set(producer, entry);
    followKeyFrames(producer, (keyFrame) => {
      entry.keyFrame = keyFrame;
    });
  };

  const eventRouter: EventRouter = {
    mediaWorker,
    router,
    pipes,
    offered: offeredCapabilities(router),
    async producerOf(uplink, kind) {
      const producer = uplink.producer(kind);
      if (!producer || producer.closed) return null;
      if (uplink.eventRouter === eventRouter) return producer;
      const piped = await pipes.open(producer, uplink.eventRouter.router, uplink.keyFrameThrottle);
      if (!followed.has(piped)) {
        followProducer(piped);
        await piped.enableTraceEvent(['keyframe']);
      }
      return piped;
    },
    followProducer,
    warmLayersOf: (producer) => followed.get(producer)?.warmLayers ?? alwaysWarm,
    keyFrameOf: (producer) => followed.get(producer)?.keyFrame ?? null,
    direct: () => transports.get('direct', () => router.createDirectTransport()),
  };
  return eventRouter;
}
