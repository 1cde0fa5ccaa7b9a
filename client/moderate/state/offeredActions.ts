import type { CurationAction } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { answerTo } from '../../../shared/rights.ts';
import { nameOf } from '../../grid/nameOf.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { words } from '../../words/words.ts';

export type ActionName = CurationAction | 'rename' | 'group';

/** An action that is possible with a perspective now. */
export type OfferedAction = {
  name: ActionName;
  icon: IconName;
  key: string;
  /** Label of the button; `text` is the whole sentence. */
  short: string;
  text: string;
  /** The action ends a state that is on, so its button is shown as pressed. */
  isOn: boolean;
};

/** Actions that need a confirmation. */
export const graveActions: ReadonlySet<ActionName> = new Set<ActionName>(['remove', 'ban']);

const buttons: Record<ActionName, { icon: IconName; key: string; isOn?: boolean }> = {
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
/** In order of the buttons: frequent actions first, those that are hard to correct last. */
const names = Object.keys(buttons) as readonly ActionName[];

/** Whether an action would change anything. */
function wouldChange(name: ActionName, { curation, state }: Perspective, hasReports: boolean): boolean {
  const { letIn, featured, hidden, blackout, out, trusted } = curation;
  const isIn = out === 'no';
  const changes: Record<ActionName, boolean> = {
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
  return changes[name];
}

/** The actions possible with a perspective, in order of their buttons. */
export function offeredActions(perspective: Perspective, hasReports = false): OfferedAction[] {
  const effectiveState = effectiveStateOf(perspective);
  const name = nameOf(perspective);
  return names
    .filter((action) => wouldChange(action, perspective, hasReports))
    .filter((action) => {
      const answer = answerTo(
        'moderator',
        action === 'rename' || action === 'group' ? 'rename' : `curate.${action}`,
        effectiveState,
      );
      return answer === 'yes' || answer === 'nothing';
    })
    .map((action) => ({
      name: action,
      isOn: false,
      ...buttons[action],
      short: words.moderate.shorts[action],
      text: words.moderate.actions[action](name),
    }));
}
