import { useEffect, useReducer } from 'react';

/** Renders the component each second, for measurements that no value announces. */
export function useSeconds(): void {
  const [, next] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(next, 1_000);
    return () => clearInterval(timer);
  }, []);
}
