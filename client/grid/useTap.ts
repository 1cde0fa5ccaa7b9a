import { useCallback, useEffect, useRef } from 'react';

/** Two taps within this are a double tap, as in browsers. */
const twiceWithinMs = 300;

type Meaning = {
  onOnce(id: string): unknown;
  /** A single tap on the focused tile; delayed, since a second tap may make it a double tap. */
  onAgain(id: string): void;
  isAgain(id: string): boolean;
  onTwice(id: string): void;
};

/** Tells single from double taps, even if the first tap has moved the tile away from under the finger. */
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
