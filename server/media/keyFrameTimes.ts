import type { types } from 'mediasoup';
import { z } from 'zod';

const infoSchema = z.object({
  isRtx: z.boolean(),
  rtpPacket: z.object({ ssrc: z.number(), timestamp: z.number() }),
});

type TraceEvent = types.ProducerTraceEventData | types.ConsumerTraceEventData;

/** The RTP time of a frame, and the SSRC of its stream. */
export type FrameId = { ssrc: number; rtp: number };

/** The frame that a traced packet belongs to; null for a retransmission, or if there is no packet in the event. */
export function frameIdOf({ info, direction }: TraceEvent): FrameId | null {
  const parsed = infoSchema.safeParse(info);
  if (!parsed.success || (direction === 'out' && parsed.data.isRtx)) return null;
  const { ssrc, timestamp } = parsed.data.rtpPacket;
  return { ssrc, rtp: timestamp };
}

/** Calls for each key frame that arrives at a producer or leaves a consumer, without a consumer's retransmissions. */
export function followKeyFrames(
  source: types.Producer | types.Consumer,
  onKeyFrame: (keyFrame: FrameId) => void,
): void {
  const listen = (event: TraceEvent) => {
    const keyFrame = event.type === 'keyframe' ? frameIdOf(event) : null;
    if (keyFrame) onKeyFrame(keyFrame);
  };
  (source as types.Producer).on('trace', listen);
}

function findLayer({ score, rtpParameters }: types.Producer, ssrc: number): number {
  const announced = rtpParameters.encodings?.findIndex((each) => each.ssrc === ssrc) ?? -1;
  return announced >= 0 ? announced : (score.find((each) => each.ssrc === ssrc)?.encodingIdx ?? -1);
}

const layersBySsrc = new WeakMap<types.Producer, Map<number, number>>();

/**
 * The simulcast layer of a stream of a producer; −1 until it is known. Cached, since a producer's getters copy what
 * they return.
 */
export function layerOf(producer: types.Producer, ssrc: number): number {
  const layers = layersBySsrc.get(producer) ?? new Map<number, number>();
  layersBySsrc.set(producer, layers);
  const layer = layers.get(ssrc) ?? findLayer(producer, ssrc);
  if (layer >= 0) layers.set(ssrc, layer);
  return layer;
}
