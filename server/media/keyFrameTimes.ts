import type { types } from 'mediasoup';
import { z } from 'zod';

const infoSchema = z.object({
  isRtx: z.boolean(),
  rtpPacket: z.object({ ssrc: z.number(), timestamp: z.number() }),
});

type Traced = types.ProducerTraceEventData | types.ConsumerTraceEventData;

/** The RTP time of a frame, and the stream that it is of. */
export type Frame = { ssrc: number; rtp: number };

/** The frame that a traced packet is of; null where it is sent again, or is of none. */
export function frameOf({ info, direction }: Traced): Frame | null {
  const found = infoSchema.safeParse(info);
  if (!found.success || (direction === 'out' && found.data.isRtx)) return null;
  const { ssrc, timestamp } = found.data.rtpPacket;
  return { ssrc, rtp: timestamp };
}

/** Calls for each key frame that comes to a producer, or leaves a consumer; repeated ones of the latter are left out. */
export function followKeyFrames(of: types.Producer | types.Consumer, seen: (keyFrame: Frame) => void): void {
  const listen = (traced: Traced) => {
    const keyFrame = traced.type === 'keyframe' ? frameOf(traced) : null;
    if (keyFrame) seen(keyFrame);
  };
  (of as types.Producer).on('trace', listen);
}

function findLayer({ score, rtpParameters }: types.Producer, ssrc: number): number {
  const announced = rtpParameters.encodings?.findIndex((each) => each.ssrc === ssrc) ?? -1;
  return announced >= 0 ? announced : (score.find((each) => each.ssrc === ssrc)?.encodingIdx ?? -1);
}

const known = new WeakMap<types.Producer, Map<number, number>>();

/** Which layer of a producer's picture a stream is; −1 until it is known. Kept: a producer copies all that it tells. */
export function layerOf(producer: types.Producer, ssrc: number): number {
  const mine = known.get(producer) ?? new Map<number, number>();
  known.set(producer, mine);
  const layer = mine.get(ssrc) ?? findLayer(producer, ssrc);
  if (layer >= 0) mine.set(ssrc, layer);
  return layer;
}
