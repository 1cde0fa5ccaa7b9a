import type { CurationAction } from '../../shared/conversations/moderator.ts';
import type { Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import type { IconName } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

/** One thing that can be done with a perspective now. */
export type Move = {
  action: CurationAction;
  icon: IconName;
  text: string;
};

const icons: Record<CurationAction, IconName> = {
  letIn: 'check',
  sendBack: 'sendBack',
  feature: 'star',
  unfeature: 'star',
  hide: 'eyeShut',
  show: 'eye',
  remove: 'remove',
  blackout: 'eyeShut',
  lift: 'eye',
  ban: 'remove',
  unban: 'check',
  trust: 'check',
  dismissReports: 'check',
};

/** What can be done with a perspective, in the order in which it is offered. */
export function movesOf(perspective: Perspective): Move[] {
  const { letIn, featured, hidden } = perspective.curation;
  // Who waits is seen by nobody: there is nothing to hide or to feature yet.
  const inside: CurationAction[] = letIn ? ['sendBack', featured ? 'unfeature' : 'feature'] : ['letIn'];
  const seen: CurationAction[] = hidden ? ['show'] : letIn ? ['hide'] : [];
  const actions: CurationAction[] = [...inside, ...seen, 'remove'];
  const name = nameOf(perspective);
  return actions.map((action) => ({
    action,
    icon: icons[action],
    text: words.moderate.moves[action](name),
  }));
}
