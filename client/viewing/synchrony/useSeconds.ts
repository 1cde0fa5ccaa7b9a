import { useEffect, useReducer } from 'react';

/** Draws the component anew each second, for what is measured rather than told. */
export function useSeconds(): void {
  const [, next] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(next, 1_000);
    return () => clearInterval(timer);
  }, []);
}
