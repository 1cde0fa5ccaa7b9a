import type { types } from 'mediasoup';
import { phoneTimeOf } from '../../shared/captureTime.ts';
import type { ConsumerOffer } from '../../shared/conversations/viewer.ts';
import type { Kind, RtpMapping } from '../../shared/domain.ts';
import type { RtpParameters } from '../../shared/rtp.ts';
import type { KeyFrameThrottle } from './keyFrameThrottle.ts';
import { followKeyFrames } from './keyFrameTimes.ts';
import { noRate, type Rate } from './meter.ts';
import type { WarmLayers } from './warmLayers.ts';

/** Where nothing flows this long after the worker stopped it, or after it was let flow, there is no bandwidth for it. */
const starvedAfterMs = { stop: 500, start: 3_000 };

/** What a viewer's wish makes of one consumer; `layer` null where it is all the same. */
export type ConsumerWish = { flows: boolean; layer: number | null; priority: number };

/** What is consumed: the producer by the id that it has everywhere. */
export type Source = {
  perspective: string;
  kind: Kind;
  producer: string;
  keyFrames: KeyFrameThrottle;
  /** When the key frame that came last was taken, on the phone's clock, ms; null where nothing tells. */
  keyFrameMs(): number | null;
  warmLayers: WarmLayers;
};

/**
 * The layer to ask the worker for: none that it does not use yet. It would ask for a key frame as soon as that begins to
 * flow, in nobody's turn, or not look at it again for seconds.
 */
export const layerToAsk = ({ layer }: ConsumerWish, warmLayers: WarmLayers) =>
  layer === null ? null : Math.min(layer, warmLayers.highest());

type Listener = {
  starved(isStarved: boolean): void;
  layerChanged(layer: number): void;
  rtpMapped(rtpMapping: RtpMapping): void;
};

/** Less is the noise of sender reports. */
const worthTellingMs = 4;

/**
 * Tells at which RTP time, as this consumer sends it, a frame was taken: the worker moves RTP times at each switch of
 * layers, by up to 75 ms, and the phone's stamps tell of that only up to a second later.
 */
function followRtpMapping(consumer: types.Consumer, source: Source, listener: (rtpMapping: RtpMapping) => void): void {
  let last: RtpMapping | null = null;
  followKeyFrames(consumer, ({ rtp }) => {
    const phoneMs = source.keyFrameMs();
    if (phoneMs === null) return;
    if (last && Math.abs(phoneTimeOf(last, rtp) - phoneMs) < worthTellingMs) return;
    last = { rtp, phoneMs };
    listener(last);
  });
  consumer.enableTraceEvent(['keyframe']).catch(() => undefined);
}

/** One track on its way to one viewer. */
export type TileConsumer = {
  readonly id: string;
  readonly source: Source;
  readonly offer: ConsumerOffer;
  /** The layer that flows; null where none does. */
  readonly layer: number | null;
  /** Makes of it what is wished; what needs a key frame waits for its turn, and nobody waits for that. */
  follow(wish: ConsumerWish): Promise<void>;
  /** The viewer has it in place. */
  confirm(): void;
  /** What flows, given what the producer brings. */
  rate(layers: readonly Rate[]): Rate;
  close(): void;
};

export function createTileConsumer(
  consumer: types.Consumer,
  source: Source,
  initial: ConsumerWish,
  listener: Listener,
): TileConsumer {
  let wish = initial;
  let isConfirmed = false;
  let isInTurn = false;
  let isStarved = false;
  let hunger: NodeJS.Timeout | undefined;
  // The consumer's own words for these are copies, made for whoever asks.
  let current: number | null = null;
  let shown: number | null = null;
  let preferred = layerToAsk(initial, source.warmLayers);
  // What is asked of the worker for one consumer is asked in turn: a pause must not overtake a resume.
  let queue: Promise<unknown> = Promise.resolve();

  const flows = () => wish.flows && isConfirmed;
  const layer = () => {
    if (consumer.type !== 'simulcast') return consumer.paused ? null : 0;
    return current;
  };

  const sayStarved = (next: boolean) => {
    if (isStarved === next) return;
    isStarved = next;
    listener.starved(next);
  };
  /** Nothing flows though it should, and though the phone sends: then it is for want of bandwidth. */
  const look = () => {
    const { producerScores } = consumer.score;
    sayStarved(flows() && layer() === null && producerScores.some((score) => score > 0));
  };
  const lookIn = (ms: number) => {
    clearTimeout(hunger);
    if (consumer.type === 'simulcast') hunger = setTimeout(look, ms).unref();
  };

  consumer.on('layerschange', (layers) => {
    if (layers) {
      clearTimeout(hunger);
      sayStarved(false);
    } else lookIn(starvedAfterMs.stop);
    current = layers?.spatialLayer ?? null;
    if (current === null) return;
    if (shown !== null && shown !== current) listener.layerChanged(current);
    shown = current;
  });
  consumer.observer.once('close', () => {
    clearTimeout(hunger);
    // What comes in its place begins as one that is not.
    sayStarved(false);
    unfollow();
  });
  if (consumer.type === 'simulcast') followRtpMapping(consumer, source, listener.rtpMapped);

  const toAsk = () => layerToAsk(wish, source.warmLayers);
  const isOtherLayer = () => consumer.type === 'simulcast' && wish.layer !== null && preferred !== toAsk();

  const apply = async (isMyTurn: boolean) => {
    if (consumer.closed) return;
    if (consumer.priority !== wish.priority) await consumer.setPriority(wish.priority);
    if (!flows() && !consumer.paused) {
      await consumer.pause();
      sayStarved(false);
    }
    // A paused one changes its layer for nothing.
    if (isOtherLayer() && (isMyTurn || consumer.paused)) {
      preferred = toAsk() ?? 0;
      await consumer.setPreferredLayers({ spatialLayer: preferred });
    }
    if (flows() && consumer.paused && isMyTurn) {
      await consumer.resume();
      lookIn(starvedAfterMs.start);
    }
  };
  // It may close while the worker is asked; then there is nothing left to do.
  const enqueue = (isMyTurn: boolean) => {
    const done = queue.then(() => apply(isMyTurn)).catch(() => undefined);
    queue = done;
    return done;
  };
  const settle = async () => {
    await enqueue(false);
    if (isInTurn || consumer.closed || !(isOtherLayer() || (flows() && consumer.paused))) return;
    isInTurn = true;
    void (source.kind === 'video' ? source.keyFrames.take() : Promise.resolve()).then(() => {
      isInTurn = false;
      return enqueue(true);
    });
  };

  const unfollow = source.warmLayers.follow(() => void settle());

  return {
    id: consumer.id,
    source,
    offer: {
      id: consumer.id,
      producer: source.producer,
      perspective: source.perspective,
      kind: source.kind,
      rtpParameters: consumer.rtpParameters as RtpParameters,
    },
    get layer() {
      return layer();
    },
    follow(next) {
      wish = next;
      return settle();
    },
    confirm() {
      isConfirmed = true;
      void settle();
    },
    rate(layers) {
      const flowing = consumer.paused ? null : layer();
      return (flowing === null ? undefined : layers[flowing]) ?? noRate;
    },
    close: () => consumer.close(),
  };
}
