import type { Perspective } from '../../shared/domain.ts';

/** Who waits to be let in, who is in, each in the order in which they are dealt with. */
export type Line = { waiting: readonly Perspective[]; inside: readonly Perspective[] };

/** Who was taken out while it waited, and came back hidden, does not stand in line again. */
const isWaiting = ({ curation }: Perspective) => !curation.letIn && !curation.hidden;

/** Whoever waits longest comes first; inside, who is featured does. */
export function lineOf(perspectives: readonly Perspective[]): Line {
  const here = perspectives.filter(({ state }) => state !== 'gone').sort((a, b) => a.since - b.since);
  return {
    waiting: here.filter(isWaiting),
    inside: here
      .filter((each) => !isWaiting(each))
      .sort((a, b) => Number(b.curation.featured) - Number(a.curation.featured)),
  };
}

/** What a moderator reads of a perspective: what was decided stands before how it is. */
export type Standing = 'hidden' | 'waiting' | Perspective['state'];

export function standingOf({ curation, state }: Perspective): Standing {
  if (curation.hidden) return 'hidden';
  // A picture that is there is said by the grid; one that is not is worth a word.
  return !curation.letIn && (state === 'held' || state === 'live') ? 'waiting' : state;
}
