import { type Changeable, createValue, type Value } from '../value.ts';

/** A picture that stands still for this long is frozen: longer than a wait for a key frame, shorter than one's trust. */
const frozenAfterMs = 1_300;
/** Most of a step that counts: a page that did not run for a while could not show anything either. */
const maxStepMs = 300;

/** What is known of one perspective's picture; times are of the page. */
type Stillness = {
  frames: number;
  shownAt: number | null;
  /** For how long new frames were expected since. */
  waitedMs: number;
  frozenSince: Changeable<number | null>;
};

export type Freezes = {
  /** Looks at all tiles; `frames` is how many frames of each were shown so far. */
  step(tiles: ReadonlyMap<string, number>, at: number): void;
  /** When the picture that stands still was shown (page time); null while it moves, or is not expected to. */
  frozenSince(perspective: string): Value<number | null>;
  isFrozen(perspective: string): boolean;
  /** All pictures that should move stand still: the server, or the way to it, is gone. */
  isAllFrozen: Value<boolean>;
};

/**
 * Notices pictures that stand still although new frames are to be expected. A new transport does not end that, the first
 * new frame does.
 */
export function createFreezes(isExpected: (perspective: string) => boolean): Freezes {
  const known = new Map<string, Stillness>();
  const isAllFrozen = createValue(false);
  let steppedAt: number | null = null;

  const of = (perspective: string) => {
    const found = known.get(perspective) ?? {
      frames: 0,
      shownAt: null,
      waitedMs: 0,
      frozenSince: createValue<number | null>(null),
    };
    known.set(perspective, found);
    return found;
  };

  const look = (each: Stillness, frames: number, isWaiting: boolean, passedMs: number, at: number) => {
    // Fewer: counted anew, after a new transport.
    const isNew = frames > 0 && frames !== each.frames;
    each.frames = frames;
    if (isNew) each.shownAt = at;
    each.waitedMs = isNew || !isWaiting ? 0 : each.waitedMs + passedMs;
    if (each.waitedMs < frozenAfterMs) each.frozenSince.set(null);
    else if (each.shownAt !== null) each.frozenSince.set(each.shownAt);
  };

  return {
    step(tiles, at) {
      const passedMs = Math.min(maxStepMs, at - (steppedAt ?? at));
      steppedAt = at;
      for (const perspective of tiles.keys()) of(perspective);
      for (const [perspective, each] of known) {
        // Without a transport no frame can come.
        look(each, tiles.get(perspective) ?? 0, isExpected(perspective), passedMs, at);
      }
      const moving = [...known].filter(([perspective, { shownAt }]) => shownAt !== null && isExpected(perspective));
      isAllFrozen.set(moving.length > 0 && moving.every(([, { frozenSince }]) => frozenSince.get() !== null));
    },
    frozenSince: (perspective) => of(perspective).frozenSince,
    isFrozen: (perspective) => (known.get(perspective)?.frozenSince.get() ?? null) !== null,
    isAllFrozen,
  };
}
