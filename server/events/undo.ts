import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, LogEntry, Target } from '../../shared/curationLog.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Right } from '../../shared/rights.ts';
import type { Converse } from './converse.ts';
import type { Curate } from './curate.ts';
import type { CurationLog } from './ports.ts';
import type { RunEvent } from './runEvent.ts';

/** An old link is not made good again, and what was taken back is not there any more. */
const final: readonly Act[] = ['share', 'rotate', 'takeBack'];

/** The right that the move took takes its undo. */
const needs: Record<Target['is'], Right> = { event: 'run', perspective: 'curate', message: 'talk', sender: 'talk' };

type Parts = { log: CurationLog; curate: Curate; runEvent: RunEvent; converse: Converse };

/** Takes one move back, by the same way as it was made: the media first where it takes away. */
export function createUndo({ log, curate, runEvent, converse }: Parts) {
  const entryOf = async (event: string, id: number): Promise<LogEntry> => {
    const entry = await log.entry(event, id);
    if (!entry || final.includes(entry.act) || entry.target.id === '') throw new Refusal('noSuchEntry');
    return entry;
  };

  return async function undo(
    by: By,
    rights: readonly Right[],
    event: string,
    id: number,
    why: string,
  ): Promise<DecisionReply> {
    const entry = await entryOf(event, id);
    const { target, before: patch } = entry;
    if (!rights.includes(needs[target.is])) throw new Refusal('notAllowed', 'undo');
    if (entry.undoneBy !== null) throw new Refusal('changedSince');
    if (target.is === 'perspective')
      return curate.decide(by, event, target.id, { act: 'undo', patch, why, undoes: id });
    if (target.is === 'event') return runEvent.undo(by, event, patch, id, why);
    return converse.undo(by, event, entry, patch, why);
  };
}

export type Undo = ReturnType<typeof createUndo>;
