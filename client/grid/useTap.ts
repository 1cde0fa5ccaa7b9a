import { useCallback, useEffect, useRef } from 'react';

/** Two taps within this time are one double tap (the usual of browsers' double click on touch). */
const twiceWithinMs = 300;

type Meaning = {
  onOnce(id: string): unknown;
  /** A single tap on what is in focus already; it waits, since it may become a double one. */
  onAgain(id: string): void;
  isAgain(id: string): boolean;
  onTwice(id: string): void;
};

/** Tells single from double taps, though a tile may have moved away under the finger between the two. */
export function useTap(meaning: Meaning): (id: string) => void {
  const now = useRef(meaning);
  now.current = meaning;
  const last = useRef<{ id: string; at: number } | null>(null);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback((id) => {
    clearTimeout(timer.current);
    const at = performance.now();
    if (last.current && at - last.current.at < twiceWithinMs) {
      now.current.onTwice(last.current.id);
      last.current = null;
      return;
    }
    last.current = { id, at };
    if (now.current.isAgain(id)) timer.current = window.setTimeout(() => now.current.onAgain(id), twiceWithinMs);
    else now.current.onOnce(id);
  }, []);
}
