import './TileMoves.css';
import type { Perspective } from '../../../shared/domain.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type MoveName, movesOf } from '../state/moves.ts';

export type OnMove = (perspective: Perspective, name: MoveName) => void;

/** What is done in a hurry, in the corner of a tile; the wall has the rest. */
const quick: readonly MoveName[] = ['letIn', 'sendBack', 'feature', 'unfeature', 'hide', 'show', 'blackout', 'lift'];

export function TileMoves({ perspective, onMove }: { perspective: Perspective; onMove: OnMove }) {
  return movesOf(perspective)
    .filter(({ name }) => quick.includes(name))
    .map(({ name, icon, text }) => (
      <button
        key={name}
        type="button"
        className="tile-tool tile-move"
        data-action={name}
        aria-label={text}
        title={text}
        onClick={() => onMove(perspective, name)}
      >
        <Icon name={icon} />
      </button>
    ));
}
