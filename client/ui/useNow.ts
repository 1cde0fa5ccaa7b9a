import { useEffect, useReducer } from 'react';

/** The time of a clock, rendered again every `everyMs`; null stops the timer. */
export function useNow(clock: () => number, everyMs: number | null): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return clock();
}
