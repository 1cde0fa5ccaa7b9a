import './TilePoster.css';
import { useEffect } from 'react';
import { useValue } from '../useValue.ts';
import type { Value } from '../value.ts';

/** Stills for tiles whose picture is still on its way. */
export type Posters = {
  of(perspective: string): Value<string | null>;
  /** Asks for one, until the returned stop is called. */
  hold(perspective: string): () => void;
};

/** Most pictures come sooner than this, and sooner than a still. */
const askAfterMs = 700;

/** A still in place of the picture, as long as that is loading. */
export function TilePoster({ perspective, posters }: { perspective: string; posters: Posters }) {
  const still = useValue(posters.of(perspective));
  useEffect(() => {
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      stop = posters.hold(perspective);
    }, askAfterMs);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [perspective, posters]);
  return still && <img className="tile-poster" src={still} alt="" draggable={false} />;
}
