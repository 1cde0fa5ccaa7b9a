import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';
import type { StageUplink } from './uplink.ts';
import { createKeyFrameAssembler, webpOf } from './vp8.ts';

/** Often enough to choose by; each one costs its phone a key frame. */
const everyMs = 5_000;
/** A phone that has sent no key frame by then is asked again in the next round. */
const keyFrameWithinMs = 2_500;
/** Older than two rounds, a still says nothing of what is there now. */
const freshForMs = 2 * everyMs;

/** Takes stills of one perspective as long as it is open: its smallest layer flows here for one key frame at a time. */
export type StillTaker = {
  readonly uplink: StageUplink;
  /** The newest one, if it is not stale. */
  newest(): Buffer | null;
  close(): void;
};

/** Waits for one key frame of a consumer that flows for so long. */
function keyFrameOf(consumer: types.Consumer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const assemble = createKeyFrameAssembler();
    const done = (frame: Buffer | null) => {
      clearTimeout(timer);
      consumer.off('rtp', listen);
      resolve(frame);
    };
    const listen = (packet: Buffer) => {
      const frame = assemble(packet);
      if (frame) done(frame);
    };
    const timer = setTimeout(() => done(null), keyFrameWithinMs);
    consumer.on('rtp', listen);
  });
}

async function open(uplink: StageUplink): Promise<types.Consumer | null> {
  const producer = uplink.producer('video');
  // A key frame of H264 is no picture file by itself, and decoding is what stills are not worth.
  if (!producer || uplink.codec('video') !== 'video/vp8') return null;
  const transport = await uplink.eventRouter.direct();
  const { rtpCapabilities } = uplink.eventRouter.router;
  const preferredLayers = { spatialLayer: 0 };
  return transport.consume({ producerId: producer.id, rtpCapabilities, paused: true, preferredLayers });
}

export function createStillTaker(uplink: StageUplink, now: Now, taken: (image: Buffer) => void): StillTaker {
  let newest: { image: Buffer; at: number } | null = null;
  let consumer: types.Consumer | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const take = async (): Promise<void> => {
    if (!consumer || consumer.closed) consumer = await open(uplink);
    if (!consumer) return;
    if (closed) return consumer.close();
    await uplink.keyFrames.take();
    const arriving = keyFrameOf(consumer);
    // The worker asks for a key frame by itself when a consumer begins to flow.
    await consumer.resume();
    const frame = await arriving;
    await consumer.pause();
    if (!frame || closed) return;
    const image = webpOf(frame);
    newest = { image, at: now() };
    taken(image);
  };
  const round = async () => {
    // The producer may close at any step; a new one is taken of in the next round.
    await take().catch(() => undefined);
    if (!closed) timer = setTimeout(round, everyMs).unref();
  };
  void round();

  return {
    uplink,
    newest: () => (newest && now() - newest.at < freshForMs ? newest.image : null),
    close() {
      closed = true;
      clearTimeout(timer);
      consumer?.close();
    },
  };
}
