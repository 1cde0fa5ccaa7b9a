import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';

/** A larger layer that has just begun to flow is not used by the worker for so long (`StreamMinActiveMs`), and a moment. */
const warmAfterMs = 2_000 + 20;

/** Which layers of a producer's picture are of use. */
export type WarmLayers = {
  /** The largest that has flowed for long enough; the smallest where none has. */
  highest(): number;
  /** Calls whenever that is another; returns its stop. */
  follow(changed: () => void): () => void;
};

/** Follows a producer from when it is made: one that flowed before would be trusted late. */
export function followWarmLayers(producer: types.Producer, now: Now): WarmLayers {
  const flowsSince = new Map<number, number>();
  const listeners = new Set<() => void>();
  let known = 0;

  const settle = () => {
    const warm = [...flowsSince].filter(([, since]) => now() - since >= warmAfterMs - 1).map(([layer]) => layer);
    const next = Math.max(0, ...warm);
    if (next === known) return;
    known = next;
    for (const listener of listeners) listener();
  };

  producer.on('score', (scores) => {
    for (const { encodingIdx, score } of scores) {
      if (score === 0) flowsSince.delete(encodingIdx);
      else if (!flowsSince.has(encodingIdx)) {
        flowsSince.set(encodingIdx, now());
        setTimeout(settle, warmAfterMs).unref();
      }
    }
    settle();
  });

  return {
    highest: () => known,
    follow(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
