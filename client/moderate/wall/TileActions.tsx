import './TileActions.css';
import type { Perspective } from '../../../shared/domain.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type ActionName, offeredActions } from '../state/offeredActions.ts';

export type OnAction = (perspective: Perspective, name: ActionName) => void;

/** Actions on a tile of the grid: only urgent ones, the wall has the rest. */
const quick: readonly ActionName[] = ['letIn', 'sendBack', 'feature', 'unfeature', 'hide', 'show', 'blackout', 'lift'];

export function TileActions({ perspective, onAction }: { perspective: Perspective; onAction: OnAction }) {
  return offeredActions(perspective)
    .filter(({ name }) => quick.includes(name))
    .map(({ name, icon, text }) => (
      <button
        key={name}
        type="button"
        className="tile-tool tile-action"
        data-action={name}
        aria-label={text}
        title={text}
        onClick={() => onAction(perspective, name)}
      >
        <Icon name={icon} />
      </button>
    ));
}
