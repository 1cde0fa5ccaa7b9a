import type { Perspective } from '../../../shared/domain.ts';
import { maxNudgeMs } from '../../../shared/gridDelay.ts';
import { Refused } from '../../connection/refused.ts';
import type { Synchrony } from '../../sync/synchrony.ts';
import { type Explanation, inWords } from '../../ui/inWords.ts';
import { type Changeable, createValue, type Value } from '../../value.ts';
import { words } from '../../words/words.ts';

/** One press: a third of a frame, less than anybody sees. */
export const nudgeStepMs = 10;

const clamp = (ms: number) => Math.max(-maxNudgeMs, Math.min(maxNudgeMs, Math.round(ms)));

/** A viewer's corrections by eye, which last as long as the page; and those that moderators save for everybody. */
export type Nudges = {
  /** Whether this viewer may save one for everybody. */
  maySave: boolean;
  /** The viewer's own correction, ms; positive is later. */
  ownOf(perspective: string): Value<number>;
  step(perspective: string, byMs: number): void;
  reset(perspective: string): void;
  /** Saves the correction in force here for everybody. */
  save(perspective: Perspective): Promise<void>;
  /** Removes the saved correction. */
  clear(perspective: Perspective): Promise<void>;
  /** Why nothing was saved. */
  refusal: Value<Explanation | null>;
};

/** Asks the server to show a perspective this much later to everybody, ms. */
export type SaveNudge = (perspective: string, nudgeMs: number) => Promise<unknown>;

/** Only moderators have `saveForAll`. */
export function createNudges(sync: Pick<Synchrony, 'nudge' | 'nudgeOf'>, saveForAll?: SaveNudge): Nudges {
  const own = new Map<string, Changeable<number>>();
  const refusal = createValue<Explanation | null>(null);

  const ownOf = (perspective: string) => {
    const known = own.get(perspective) ?? createValue(sync.nudgeOf(perspective));
    own.set(perspective, known);
    return known;
  };

  const set = (perspective: string, ms: number) => {
    sync.nudge(perspective, clamp(ms));
    ownOf(perspective).set(clamp(ms));
  };

  const attempt = async (perspective: string, nudgeMs: number) => {
    if (!saveForAll) return false;
    refusal.set(null);
    try {
      await saveForAll(perspective, clamp(nudgeMs));
      return true;
    } catch (fault) {
      refusal.set(
        fault instanceof Refused
          ? inWords(fault.notice)
          : { sentence: words.sync.unsaved, advice: words.sync.unsavedAdvice },
      );
      return false;
    }
  };

  return {
    maySave: saveForAll !== undefined,
    ownOf,
    refusal,
    step: (perspective, byMs) => set(perspective, ownOf(perspective).get() + byMs),
    reset: (perspective) => set(perspective, 0),
    async save({ id, curation }) {
      const mine = ownOf(id).get();
      // Presses while the request was pending stay on top.
      if (await attempt(id, curation.nudgeMs + mine)) set(id, ownOf(id).get() - mine);
    },
    async clear({ id }) {
      await attempt(id, 0);
    },
  };
}
