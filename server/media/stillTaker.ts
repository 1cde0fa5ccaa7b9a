import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';
import type { StageUplink } from './uplink.ts';
import { createKeyFrameAssembler, webpOf } from './vp8.ts';

/** Often enough to choose a perspective by; each still costs its phone a key frame. */
const stillEveryMs = 5_000;
/** If no key frame has arrived by then, the next attempt is at the next interval. */
const keyFrameWithinMs = 2_500;
/** A still older than two intervals is out of date. */
const freshForMs = 2 * stillEveryMs;

/**
 * Takes stills of one perspective until it is closed: its smallest layer flows to this process for one key frame at a
 * time.
 */
export type StillTaker = {
  readonly uplink: StageUplink;
  /** The newest still, a WebP file, unless it is older than 10 s, or its receivers have changed since. */
  newest(): Buffer | null;
  close(): void;
};

/** The next key frame of a flowing consumer; null if none arrives in time. */
function keyFrameOf(consumer: types.Consumer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const assemble = createKeyFrameAssembler();
    const finish = (frame: Buffer | null) => {
      clearTimeout(timer);
      consumer.off('rtp', onRtp);
      resolve(frame);
    };
    const onRtp = (packet: Buffer) => {
      const frame = assemble(packet);
      if (frame) finish(frame);
    };
    const timer = setTimeout(() => finish(null), keyFrameWithinMs);
    consumer.on('rtp', onRtp);
  });
}

async function openConsumer(uplink: StageUplink): Promise<types.Consumer | null> {
  const producer = uplink.producer('video');
  // An H264 key frame is not a picture file, and decoding is not worth its cost here.
  if (!producer || uplink.codec('video') !== 'video/vp8') return null;
  const transport = await uplink.eventRouter.direct();
  const { rtpCapabilities } = uplink.eventRouter.router;
  const preferredLayers = { spatialLayer: 0 };
  return transport.consume({ producerId: producer.id, rtpCapabilities, paused: true, preferredLayers });
}

export function createStillTaker(uplink: StageUplink, now: Now, onStill: (image: Buffer) => void): StillTaker {
  let newest: { image: Buffer; at: number } | null = null;
  let consumer: types.Consumer | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const takeStill = async (): Promise<void> => {
    if (!consumer || consumer.closed) consumer = await openConsumer(uplink);
    if (!consumer) return;
    if (closed) return consumer.close();
    await uplink.keyFrameThrottle.wait();
    const { receiversSince } = uplink;
    const arriving = keyFrameOf(consumer);
    // The worker requests a key frame by itself when a consumer is resumed.
    await consumer.resume();
    const frame = await arriving;
    await consumer.pause();
    // What was captured for moderators alone is not for those who may receive it since.
    if (!frame || closed || uplink.receiversSince !== receiversSince) return;
    const image = webpOf(frame);
    newest = { image, at: now() };
    onStill(image);
  };
  const takeAndRepeat = async () => {
    // The producer may close at any step; the next attempt finds the new one.
    await takeStill().catch(() => undefined);
    if (!closed) timer = setTimeout(takeAndRepeat, stillEveryMs).unref();
  };
  void takeAndRepeat();

  return {
    uplink,
    newest() {
      if (!newest || now() - newest.at >= freshForMs || newest.at < uplink.receiversSince) return null;
      return newest.image;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      consumer?.close();
    },
  };
}
