import type { types } from 'mediasoup';
import type { Kind } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Now } from '../events/ports.ts';
import { mediaCodecs, offeredCapabilities } from './codecs.ts';
import type { KeyFrameTurns } from './keyFrames.ts';
import { type Frame, followKeyFrames } from './keyFrameTimes.ts';
import { createPipes, type Pipes } from './pipes.ts';
import { followTrust, type Trust } from './trust.ts';
import type { MediaWorker } from './workers.ts';

/** What is on a wing as the others see it. */
export type Origin = { wing: Wing; keyFrames: KeyFrameTurns; producer(kind: Kind): types.Producer | undefined };

/** The part of a stage that is on one worker: a router, and what comes to it from the other wings. */
export type Wing = {
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
  trustOf(producer: types.Producer): Trust;
  /** The key frame that came last to a producer here; each goes to its consumers before the next one comes. */
  keyFrameOf(producer: types.Producer): Frame | null;
  /** A way for packets into this process; made when first wanted. */
  direct(): Promise<types.DirectTransport>;
};

type Known = { keyFrame: Frame | null; trust: Trust };
const allOfUse: Trust = { highest: () => Number.POSITIVE_INFINITY, follow: () => () => undefined };

export async function openWing(on: MediaWorker, now: Now): Promise<Wing> {
  const router = await on.worker.createRouter({ mediaCodecs });
  const pipes = createPipes(router, now);
  let direct: Promise<types.DirectTransport> | null = null;
  const known = new WeakMap<types.Producer, Known>();

  const know = (producer: types.Producer) => {
    if (producer.kind === 'audio' || known.has(producer)) return producer;
    const mine: Known = { keyFrame: null, trust: followTrust(producer, now) };
    known.set(producer, mine);
    followKeyFrames(producer, (keyFrame) => {
      mine.keyFrame = keyFrame;
    });
    return producer;
  };

  const wing: Wing = {
    on,
    router,
    pipes,
    offered: offeredCapabilities(router),
    async producerOf(origin, kind) {
      const producer = origin.producer(kind);
      if (!producer || producer.closed) return null;
      if (origin.wing === wing) return producer;
      const piped = await pipes.bring(producer, origin.wing.router, origin.keyFrames);
      if (!known.has(piped)) await know(piped).enableTraceEvent(['keyframe']);
      return piped;
    },
    know,
    trustOf: (producer) => known.get(producer)?.trust ?? allOfUse,
    keyFrameOf: (producer) => known.get(producer)?.keyFrame ?? null,
    direct() {
      direct ??= router.createDirectTransport().catch((error) => {
        direct = null;
        throw error;
      });
      return direct;
    },
  };
  return wing;
}
