import './TileMoves.css';
import type { Perspective } from '../../shared/domain.ts';
import { Icon } from '../ui/Icon.tsx';
import { type Move, movesOf } from './moves.ts';

export type OnMove = (perspective: Perspective, action: Move['action']) => void;

/** What can be done with a perspective, in the corner of its tile. */
export function TileMoves({ perspective, onMove }: { perspective: Perspective; onMove: OnMove }) {
  return movesOf(perspective).map(({ action, icon, text }) => (
    <button
      key={action}
      type="button"
      className="tile-tool tile-move"
      data-action={action}
      aria-label={text}
      title={text}
      onClick={() => onMove(perspective, action)}
    >
      <Icon name={icon} />
    </button>
  ));
}
