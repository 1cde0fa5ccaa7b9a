import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';

/**
 * The worker does not switch to a layer that began to flow less than 2 s ago (`StreamMinActiveMs`); a little more, to
 * be safe.
 */
const warmAfterMs = 2_000 + 20;

/** The simulcast layers of a producer that are warm: they have flowed long enough for the worker to use them. */
export type WarmLayers = {
  /** The largest warm layer; 0 if none is. */
  highest(): number;
  /** Calls whenever the highest warm layer changes; returns the unsubscribe. */
  follow(changed: () => void): () => void;
};

/** Must be called when the producer is made: a layer that flows already would be taken for a new one. */
export function followWarmLayers(producer: types.Producer, now: Now): WarmLayers {
  const flowsSince = new Map<number, number>();
  const listeners = new Set<() => void>();
  let highestNow = 0;

  const update = () => {
    const warm = [...flowsSince].filter(([, since]) => now() - since >= warmAfterMs - 1).map(([layer]) => layer);
    const highest = Math.max(0, ...warm);
    if (highest === highestNow) return;
    highestNow = highest;
    for (const listener of listeners) listener();
  };

  producer.on('score', (scores) => {
    for (const { encodingIdx, score } of scores) {
      if (score === 0) flowsSince.delete(encodingIdx);
      else if (!flowsSince.has(encodingIdx)) {
        flowsSince.set(encodingIdx, now());
        setTimeout(update, warmAfterMs).unref();
      }
    }
    update();
  });

  return {
    highest: () => highestNow,
    follow(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
