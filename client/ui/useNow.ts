import { useEffect, useReducer } from 'react';

/** What a clock shows, read at each render and drawn anew every `everyMs`; null stops that. */
export function useNow(clock: () => number, everyMs: number | null): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return clock();
}
