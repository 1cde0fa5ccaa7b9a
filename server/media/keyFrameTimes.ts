import type { types } from 'mediasoup';
import { z } from 'zod';

const infoSchema = z.object({
  isRtx: z.boolean(),
  rtpPacket: z.object({ ssrc: z.number(), timestamp: z.number() }),
});

/** The RTP time of a key frame, and the stream that it is of. */
export type KeyFrame = { ssrc: number; rtp: number };

/** Calls for each key frame that comes to a producer, or leaves a consumer; repeated ones of the latter are left out. */
export function followKeyFrames(of: types.Producer | types.Consumer, seen: (keyFrame: KeyFrame) => void): void {
  const listen = ({ type, direction, info }: types.ProducerTraceEventData | types.ConsumerTraceEventData) => {
    const found = type === 'keyframe' ? infoSchema.safeParse(info) : null;
    if (!found?.success || (direction === 'out' && found.data.isRtx)) return;
    const { ssrc, timestamp } = found.data.rtpPacket;
    seen({ ssrc, rtp: timestamp });
  };
  (of as types.Producer).on('trace', listen);
}

/** Which layer of a producer's picture a stream is. */
export function layerOf({ score, rtpParameters }: types.Producer, ssrc: number): number {
  const announced = rtpParameters.encodings?.findIndex((each) => each.ssrc === ssrc) ?? -1;
  return announced >= 0 ? announced : (score.find((each) => each.ssrc === ssrc)?.encodingIdx ?? -1);
}
