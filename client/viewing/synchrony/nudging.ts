import type { Perspective, Role } from '../../../shared/domain.ts';
import { mostNudgeMs } from '../../../shared/gridDelay.ts';
import { Refused } from '../../connection/refused.ts';
import type { Synchrony } from '../../sync/synchrony.ts';
import { type Explanation, inWords } from '../../ui/inWords.ts';
import { type Changeable, createValue, type Value } from '../../value.ts';
import { words } from '../../words/words.ts';

/** What one press moves a tile by: a third of a frame, less than anybody sees. */
export const nudgeStepMs = 10;

const within = (ms: number) => Math.max(-mostNudgeMs, Math.min(mostNudgeMs, Math.round(ms)));

/** A viewer's corrections by eye, which last as long as the page; and a moderator's, which are kept for everybody. */
export type Nudging = {
  /** Whether this viewer may save one for everybody. */
  maySave: boolean;
  /** The viewer's own, ms; later where positive. */
  ownOf(perspective: string): Value<number>;
  step(perspective: string, byMs: number): void;
  reset(perspective: string): void;
  /** Makes what is seen now what everybody sees. */
  save(perspective: Perspective): Promise<void>;
  /** Takes back what was saved. */
  clear(perspective: Perspective): Promise<void>;
  /** Why nothing was saved. */
  refusal: Value<Explanation | null>;
};

type Parts = {
  sync: Pick<Synchrony, 'nudge' | 'nudgeOf'>;
  role: Role;
  /** Tells the server what everybody is to see. */
  tell(perspective: string, nudgeMs: number): Promise<unknown>;
};

/** Nudges the tiles of a session. */
export function createNudging({ sync, role, tell }: Parts): Nudging {
  const own = new Map<string, Changeable<number>>();
  const refusal = createValue<Explanation | null>(null);

  const ownOf = (perspective: string) => {
    const known = own.get(perspective) ?? createValue(sync.nudgeOf(perspective));
    own.set(perspective, known);
    return known;
  };

  const set = (perspective: string, ms: number) => {
    sync.nudge(perspective, within(ms));
    ownOf(perspective).set(within(ms));
  };

  const attempt = async (perspective: string, nudgeMs: number) => {
    refusal.set(null);
    try {
      await tell(perspective, within(nudgeMs));
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
    maySave: role === 'moderator',
    ownOf,
    refusal,
    step: (perspective, byMs) => set(perspective, ownOf(perspective).get() + byMs),
    reset: (perspective) => set(perspective, 0),
    async save({ id, curation }) {
      const mine = ownOf(id).get();
      // What is pressed while the answer is on its way stays on top.
      if (await attempt(id, curation.nudgeMs + mine)) set(id, ownOf(id).get() - mine);
    },
    async clear({ id }) {
      await attempt(id, 0);
    },
  };
}
