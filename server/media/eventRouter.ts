import type { types } from 'mediasoup';
import type { Kind } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Now } from '../events/ports/clocks.ts';
import { mediaCodecs, offeredCapabilities } from './codecs.ts';
import type { KeyFrameThrottle } from './keyFrameThrottle.ts';
import { type Frame, followKeyFrames } from './keyFrameTimes.ts';
import { createPipes, type Pipes } from './pipes.ts';
import { followWarmLayers, type WarmLayers } from './warmLayers.ts';
import type { MediaWorker } from './workers.ts';

/** What is on a wing as the others see it. */
export type Origin = {
  eventRouter: EventRouter;
  keyFrames: KeyFrameThrottle;
  producer(kind: Kind): types.Producer | undefined;
};

/** The part of a stage that is on one worker: a router, and what comes to it from the other wings. */
export type EventRouter = {
  readonly on: MediaWorker;
  readonly router: types.Router;
  readonly pipes: Pipes;
  /** What browsers are told that it speaks. */
  readonly offered: RtpCapabilities;
  /** The producer of a perspective as it can be consumed here: itself, or the end of its pipe. */
  producerOf(origin: Origin, kind: Kind): Promise<types.Producer | null>;
  /** Follows a producer that was just made here. */
  know(producer: types.Producer): types.Producer;
  /** Which layers of a producer here are of use. */
  warmLayersOf(producer: types.Producer): WarmLayers;
  /** The key frame that came last to a producer here; each goes to its consumers before the next one comes. */
  keyFrameOf(producer: types.Producer): Frame | null;
  /** A way for packets into this process; made when first wanted. */
  direct(): Promise<types.DirectTransport>;
};

type Known = { keyFrame: Frame | null; warmLayers: WarmLayers };
const allOfUse: WarmLayers = { highest: () => Number.POSITIVE_INFINITY, follow: () => () => undefined };

export async function openEventRouter(on: MediaWorker, now: Now): Promise<EventRouter> {
  const router = await on.worker.createRouter({ mediaCodecs });
  const pipes = createPipes(router, now);
  let direct: Promise<types.DirectTransport> | null = null;
  const known = new WeakMap<types.Producer, Known>();

  const know = (producer: types.Producer) => {
    if (producer.kind === 'audio' || known.has(producer)) return producer;
    const mine: Known = { keyFrame: null, warmLayers: followWarmLayers(producer, now) };
    known.set(producer, mine);
    followKeyFrames(producer, (keyFrame) => {
      mine.keyFrame = keyFrame;
    });
    return producer;
  };

  const eventRouter: EventRouter = {
    on,
    router,
    pipes,
    offered: offeredCapabilities(router),
    async producerOf(origin, kind) {
      const producer = origin.producer(kind);
      if (!producer || producer.closed) return null;
      if (origin.eventRouter === eventRouter) return producer;
      const piped = await pipes.bring(producer, origin.eventRouter.router, origin.keyFrames);
      if (!known.has(piped)) await know(piped).enableTraceEvent(['keyframe']);
      return piped;
    },
    know,
    warmLayersOf: (producer) => known.get(producer)?.warmLayers ?? allOfUse,
    keyFrameOf: (producer) => known.get(producer)?.keyFrame ?? null,
    direct() {
      direct ??= router.createDirectTransport().catch((error) => {
        direct = null;
        throw error;
      });
      return direct;
    },
  };
  return eventRouter;
}
