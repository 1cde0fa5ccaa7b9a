import type { Perspective } from '../../../shared/domain.ts';
import { type ActionName, graveActions, offeredActions } from './offeredActions.ts';
import type { ModerateState } from './useModerateState.ts';
import { orderAfter } from './wallOrder.ts';

/** What buttons and keys of the moderators' page do. */
export type ModeratorCommands = {
  act(perspective: Perspective, name: ActionName): void;
  /** Runs the action of a key on the chosen perspective; false if there is none. */
  pressKey(key: string): boolean;
  /** Moves the chosen perspective one place in the event's order. */
  shift(by: 1 | -1): void;
  moveTo(moved: string, target: string): void;
};

export function moderatorCommandsOf(state: ModerateState): ModeratorCommands {
  const { session, choice, wall, figures, rights, why, setWhy, setDialog } = state;

  const act = (perspective: Perspective, name: ActionName) => {
    if (!rights.includes('curate')) return;
    if (name === 'rename' || name === 'group') return setDialog({ is: name, of: perspective });
    if (name === 'remove' || name === 'ban') return setDialog({ is: 'confirm', action: name, of: perspective });
    void session.actions.curate(perspective, name, why);
    setWhy('');
    // Go on to the next, so that one key lets in a whole queue.
    if ((name === 'letIn' || name === 'trust') && perspective.id === choice.chosen?.id) choice.next();
  };
  const moveTo = (moved: string, target: string) => {
    const order = rights.includes('run') ? orderAfter(wall.inside, moved, target) : null;
    if (order) void session.actions.reorder(order);
  };

  return {
    act,
    moveTo,
    pressKey(key) {
      const { chosen } = choice;
      const action = chosen && offeredActions(chosen, figures.reports.has(chosen.id)).find((each) => each.key === key);
      if (!chosen || !action) return false;
      act(chosen, action.name);
      return true;
    },
    shift(by) {
      const at = wall.inside.findIndex(({ id }) => id === choice.chosen?.id);
      const target = wall.inside[at + by];
      if (at >= 0 && choice.chosen && target) moveTo(choice.chosen.id, target.id);
    },
  };
}

export const isGrave = (name: ActionName) => graveActions.has(name);
