import type { CurationAction } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { answerTo } from '../../../shared/rights.ts';
import { nameOf } from '../../grid/nameOf.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { words } from '../../words/words.ts';

export type MoveName = CurationAction | 'rename' | 'group';

/** One thing that can be done with a perspective now. */
export type Move = {
  name: MoveName;
  icon: IconName;
  key: string;
  /** On its button, and as it is said whole. */
  short: string;
  text: string;
  /** Stands now: pressed again, it ends. */
  isOn: boolean;
};

/** Asked about once more before they are made. */
export const graveMoves: ReadonlySet<MoveName> = new Set<MoveName>(['remove', 'ban']);

const looks: Record<MoveName, { icon: IconName; key: string; isOn?: boolean }> = {
  letIn: { icon: 'check', key: 'Enter' },
  sendBack: { icon: 'sendBack', key: 's' },
  feature: { icon: 'star', key: 'f' },
  unfeature: { icon: 'star', key: 'f', isOn: true },
  hide: { icon: 'eyeShut', key: 'h' },
  show: { icon: 'eye', key: 'h', isOn: true },
  blackout: { icon: 'blackout', key: 'b' },
  lift: { icon: 'blackout', key: 'b', isOn: true },
  trust: { icon: 'moderate', key: 't' },
  dismissReports: { icon: 'flag', key: 'd' },
  rename: { icon: 'pencil', key: 'r' },
  group: { icon: 'group', key: 'g' },
  remove: { icon: 'remove', key: 'x' },
  ban: { icon: 'ban', key: 'n' },
  unban: { icon: 'ban', key: 'n', isOn: true },
};
/** In which they are offered: what is done most stands first, what cannot be seen to be wrong last. */
const names = Object.keys(looks) as readonly MoveName[];

/** Whether a move would change anything. */
function isMeant(name: MoveName, { curation, state }: Perspective, hasReports: boolean): boolean {
  const { letIn, featured, hidden, blackout, out, trusted } = curation;
  const isIn = out === 'no';
  const meant: Record<MoveName, boolean> = {
    letIn: isIn && !letIn,
    sendBack: isIn && letIn,
    feature: isIn && letIn && !featured,
    unfeature: isIn && featured,
    hide: isIn && letIn && !hidden,
    show: out === 'removed' || (isIn && hidden),
    blackout: isIn && !blackout,
    lift: isIn && blackout,
    trust: isIn && !trusted,
    dismissReports: hasReports,
    rename: true,
    group: isIn,
    remove: isIn && state !== 'gone',
    ban: out !== 'banned',
    unban: out === 'banned',
  };
  return meant[name];
}

/** What can be done with a perspective, in the order in which it is offered. */
export function movesOf(perspective: Perspective, hasReports = false): Move[] {
  const effectiveState = effectiveStateOf(perspective);
  const name = nameOf(perspective);
  return names
    .filter((move) => isMeant(move, perspective, hasReports))
    .filter((move) => {
      const answer = answerTo(
        'moderator',
        move === 'rename' || move === 'group' ? 'rename' : `curate.${move}`,
        effectiveState,
      );
      return answer === 'yes' || answer === 'nothing';
    })
    .map((move) => ({
      name: move,
      isOn: false,
      ...looks[move],
      short: words.moderate.shorts[move],
      text: words.moderate.moves[move](name),
    }));
}
