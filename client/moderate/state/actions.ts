import type { Perspective } from '../../../shared/domain.ts';
import { graveMoves, type MoveName, movesOf } from './moves.ts';
import type { RoomState } from './useModerateState.ts';
import { orderAfter } from './wallOrder.ts';

/** What a press or a key does to a perspective: at once, or after a question. */
export type Acts = {
  act(perspective: Perspective, name: MoveName): void;
  /** The move that a key stands for, if it can be made now. */
  press(key: string): boolean;
  /** In the event's own order: before or after its neighbours, or to the place of another. */
  shift(by: 1 | -1): void;
  place(moved: string, target: string): void;
};

export function actsOf(state: RoomState): Acts {
  const { room, choice, wall, figures, rights, why, setWhy, setAsking } = state;
  const { moderating } = room;

  const act = (perspective: Perspective, name: MoveName) => {
    if (!rights.includes('curate')) return;
    if (name === 'rename' || name === 'group') return setAsking({ is: name, of: perspective });
    if (name === 'remove' || name === 'ban') return setAsking({ is: 'sure', move: name, of: perspective });
    void moderating.curate(perspective, name, why);
    setWhy('');
    // A line is let in by pressing one key again and again.
    if ((name === 'letIn' || name === 'trust') && perspective.id === choice.chosen?.id) choice.next();
  };
  const place = (moved: string, target: string) => {
    const order = rights.includes('run') ? orderAfter(wall.inside, moved, target) : null;
    if (order) void moderating.reorder(order);
  };

  return {
    act,
    place,
    press(key) {
      const { chosen } = choice;
      const move = chosen && movesOf(chosen, figures.reports.has(chosen.id)).find((each) => each.key === key);
      if (!chosen || !move) return false;
      act(chosen, move.name);
      return true;
    },
    shift(by) {
      const at = wall.inside.findIndex(({ id }) => id === choice.chosen?.id);
      const target = wall.inside[at + by];
      if (at >= 0 && choice.chosen && target) place(choice.chosen.id, target.id);
    },
  };
}

export const isGrave = (name: MoveName) => graveMoves.has(name);
