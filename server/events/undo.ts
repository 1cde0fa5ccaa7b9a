import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, LogEntry, Target } from '../../shared/curationLog.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Right } from '../../shared/rights.ts';
import type { Converse } from './converse.ts';
import type { Curate } from './curate.ts';
import type { CurationLog } from './ports/curationLog.ts';
import type { RunEvent } from './runEvent.ts';

/** A replaced link does not become valid again, and data that was taken back is deleted. */
const final: readonly Act[] = ['share', 'rotate', 'takeBack'];

/** Undoing needs the right that the decision needed. */
const rightFor: Record<Target['is'], Right> = { event: 'run', perspective: 'curate', message: 'talk', sender: 'talk' };

type Parts = { curationLog: CurationLog; curate: Curate; runEvent: RunEvent; converse: Converse };

/** Undoes one decision, through the rule that made it: restrictions are applied to the media first. */
export function createUndo({ curationLog, curate, runEvent, converse }: Parts) {
  const entryOf = async (event: string, id: number): Promise<LogEntry> => {
    const entry = await curationLog.entry(event, id);
    if (!entry || final.includes(entry.act) || entry.target.id === '') throw new Refusal('noSuchEntry');
    return entry;
  };

  /** Throws `noSuchEntry`, `notAllowed`, and `changedSince` if the target was changed after the decision. */
  return async function undo(
    by: By,
    rights: readonly Right[],
    event: string,
    id: number,
    why: string,
  ): Promise<DecisionReply> {
    const entry = await entryOf(event, id);
    const { target, before: patch } = entry;
    if (!rights.includes(rightFor[target.is])) throw new Refusal('notAllowed', 'undo');
    if (entry.undoneBy !== null) throw new Refusal('changedSince');
    if (target.is === 'perspective')
      return curate.decide(by, event, target.id, { act: 'undo', patch, why, undoes: id });
    if (target.is === 'event') return runEvent.undo(by, event, patch, id, why);
    return converse.undo(by, event, entry, patch, why);
  };
}

export type Undo = ReturnType<typeof createUndo>;
