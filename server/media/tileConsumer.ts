import type { types } from 'mediasoup';
import { phoneTimeOf } from '../../shared/captureTime.ts';
import type { ConsumerOffer } from '../../shared/conversations/viewer.ts';
import type { Kind, RtpMapping } from '../../shared/domain.ts';
import type { RtpParameters } from '../../shared/rtp.ts';
import { createSerialQueue } from '../../shared/serialQueue.ts';
import type { KeyFrameThrottle } from './keyFrameThrottle.ts';
import { followKeyFrames } from './keyFrameTimes.ts';
import { noRate, type RtpRate } from './meter.ts';
import type { WarmLayers } from './warmLayers.ts';

/** If nothing flows this long after the worker stopped the consumer, or after it was resumed, bandwidth is short. */
const starvedAfterMs = { stop: 500, start: 3_000 };

/** A viewer's wish for one consumer; `layer` is null if it does not matter, `temporalLayer` if all frames are wanted. */
export type ConsumerWish = { flows: boolean; layer: number | null; temporalLayer: number | null; priority: number };

/** The consumed producer. `producer` is its id, which is the same on all routers. */
export type Source = {
  perspective: string;
  kind: Kind;
  producer: string;
  keyFrameThrottle: KeyFrameThrottle;
  /** When the newest key frame was captured, ms on the phone's clock; null if unknown. */
  keyFrameMs(): number | null;
  /** Calls with the mapping of a sound's RTP times, and with each change; returns its stop. */
  followSoundMapping(listener: (rtpMapping: RtpMapping) => void): () => void;
  warmLayers: WarmLayers;
};

/**
 * The layer to request of the worker: only a warm one. For a colder one the worker would request a key frame as soon as
 * it flows, past the throttle, or not check it again for seconds.
 */
export const layerToRequest = ({ layer }: ConsumerWish, warmLayers: WarmLayers) =>
  layer === null ? null : Math.min(layer, warmLayers.highest());

type Listener = {
  starved(isStarved: boolean): void;
  layerChanged(layer: number): void;
  rtpMapped(rtpMapping: RtpMapping): void;
};

/** Smaller changes are noise of the sender reports. */
const minChangeMs = 4;

/**
 * Reports how this consumer's RTP times map to capture times. The worker shifts RTP times at each switch of layers, by
 * up to 75 ms, and sender reports show that only up to a second later.
 */
function followRtpMapping(consumer: types.Consumer, source: Source, listener: (rtpMapping: RtpMapping) => void): void {
  let last: RtpMapping | null = null;
  followKeyFrames(consumer, ({ rtp }) => {
    const phoneMs = source.keyFrameMs();
    if (phoneMs === null) return;
    if (last && Math.abs(phoneTimeOf(last, rtp) - phoneMs) < minChangeMs) return;
    last = { rtp, phoneMs };
    listener(last);
  });
  consumer.enableTraceEvent(['keyframe']).catch(() => undefined);
}

/** One track that is sent to one viewer. */
export type TileConsumer = {
  readonly id: string;
  readonly source: Source;
  readonly offer: ConsumerOffer;
  /** The layer that flows now; null if none does. */
  readonly layer: number | null;
  /** Applies the wish. Steps that need a key frame wait for the throttle; the promise does not wait for them. */
  apply(wish: ConsumerWish): Promise<void>;
  /** The viewer has set up its side: media may flow. */
  confirm(): void;
  /** The rate of the flowing layer, given the producer's rate per layer. */
  rate(layers: readonly RtpRate[]): RtpRate;
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
  let isWaitingForThrottle = false;
  let isStarved = false;
  let starvationTimer: NodeJS.Timeout | undefined;
  // Kept here, since the consumer's getters copy what they return.
  let currentLayer: number | null = null;
  let unfollowSoundMapping: (() => void) | undefined;
  let lastLayer: number | null = null;
  let preferred = layerToRequest(initial, source.warmLayers);
  let preferredTemporal: number | null = null;
  // Requests to the worker for one consumer run one after the other: a pause must not overtake a resume.
  const inOrder = createSerialQueue();

  const flows = () => wish.flows && isConfirmed;
  const layer = () => {
    if (consumer.type !== 'simulcast') return consumer.paused ? null : 0;
    return currentLayer;
  };

  const setStarved = (next: boolean) => {
    if (isStarved === next) return;
    isStarved = next;
    listener.starved(next);
  };
  /** Nothing flows though it should and the phone sends: bandwidth is short. */
  const checkStarved = () => {
    const { producerScores } = consumer.score;
    setStarved(flows() && layer() === null && producerScores.some((score) => score > 0));
  };
  const checkStarvedIn = (ms: number) => {
    clearTimeout(starvationTimer);
    if (consumer.type === 'simulcast') starvationTimer = setTimeout(checkStarved, ms).unref();
  };

  consumer.on('layerschange', (layers) => {
    if (layers) {
      clearTimeout(starvationTimer);
      setStarved(false);
    } else checkStarvedIn(starvedAfterMs.stop);
    currentLayer = layers?.spatialLayer ?? null;
    if (currentLayer === null) return;
    if (lastLayer !== null && lastLayer !== currentLayer) listener.layerChanged(currentLayer);
    lastLayer = currentLayer;
  });
  consumer.observer.once('close', () => {
    clearTimeout(starvationTimer);
    // The consumer that replaces it starts as not starved.
    setStarved(false);
    unfollowWarmLayers();
    unfollowSoundMapping?.();
  });
  if (consumer.type === 'simulcast') followRtpMapping(consumer, source, listener.rtpMapped);

  const targetLayer = () => layerToRequest(wish, source.warmLayers);
  const needsOtherLayer = () => consumer.type === 'simulcast' && wish.layer !== null && preferred !== targetLayer();

  const prefer = (spatialLayer: number) =>
    consumer.setPreferredLayers({
      spatialLayer,
      ...(preferredTemporal !== null && { temporalLayer: preferredTemporal }),
    });

  const applyNow = async (mayRequestKeyFrame: boolean) => {
    if (consumer.closed) return;
    if (consumer.priority !== wish.priority) await consumer.setPriority(wish.priority);
    if (!flows() && !consumer.paused) {
      await consumer.pause();
      setStarved(false);
    }
    // Changing the layer of a paused consumer costs no key frame; other temporal layers never do.
    const movesLayer = needsOtherLayer() && (mayRequestKeyFrame || consumer.paused);
    const hasOtherRate = consumer.type === 'simulcast' && preferredTemporal !== wish.temporalLayer;
    if (movesLayer) preferred = targetLayer() ?? 0;
    if (hasOtherRate) preferredTemporal = wish.temporalLayer;
    if (movesLayer || hasOtherRate) await prefer(preferred ?? 0);
    if (flows() && consumer.paused && mayRequestKeyFrame) {
      await consumer.resume();
      checkStarvedIn(starvedAfterMs.start);
    }
  };
  // Fails only if the consumer has closed.
  const enqueue = (mayRequestKeyFrame: boolean) => inOrder(() => applyNow(mayRequestKeyFrame)).catch(() => undefined);
  const applyWish = async () => {
    await enqueue(false);
    if (isWaitingForThrottle || consumer.closed || !(needsOtherLayer() || (flows() && consumer.paused))) return;
    isWaitingForThrottle = true;
    void (source.kind === 'video' ? source.keyFrameThrottle.wait() : Promise.resolve()).then(() => {
      isWaitingForThrottle = false;
      return enqueue(true);
    });
  };

  const unfollowWarmLayers = source.warmLayers.follow(() => void applyWish());

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
    apply(next) {
      wish = next;
      return applyWish();
    },
    confirm() {
      isConfirmed = true;
      if (source.kind === 'audio') unfollowSoundMapping ??= source.followSoundMapping(listener.rtpMapped);
      void applyWish();
    },
    rate(layers) {
      const flowing = consumer.paused ? null : layer();
      return (flowing === null ? undefined : layers[flowing]) ?? noRate;
    },
    close: () => consumer.close(),
  };
}
