import type { Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import { standingOf } from './line.ts';
import { type Move, movesOf } from './moves.ts';
import type { OnMove } from './TileMoves.tsx';

type Props = { perspective: Perspective; isMoving: boolean; nowMs: number; onMove: OnMove };

function MoveButton({ move, isMoving, onPress }: { move: Move; isMoving: boolean; onPress(): void }) {
  const { action, icon, text } = move;
  // What a moderator does most has its word on it.
  const isFirst = action === 'letIn';
  return (
    <button
      type="button"
      className="row-move"
      data-action={action}
      aria-label={text}
      title={text}
      disabled={isMoving}
      onClick={onPress}
    >
      <Icon name={icon} />
      {isFirst && <span aria-hidden="true">{words.moderate.letIn}</span>}
    </button>
  );
}

/** One perspective: who, how it stands, since when, and what can be done with it. */
export function PerspectiveRow({ perspective, isMoving, nowMs, onMove }: Props) {
  const { id, curation, since } = perspective;
  const standing = standingOf(perspective);
  // Clocks of server and page may differ by seconds: nobody is here since the future.
  const seconds = Math.max(0, Math.round((nowMs - since) / 1_000));
  return (
    <li className="row" data-row={id} data-standing={standing} data-moving={isMoving}>
      <div className="row-text">
        <p className="row-name">
          {curation.featured && <Icon name="star" />}
          <span>{nameOf(perspective)}</span>
        </p>
        <p className="row-standing">
          <span className="row-dot" aria-hidden="true" />
          {words.moderate.standings[standing]}
          {curation.featured && <span className="unseen">, {words.moderate.featured}</span>}
          <span className="row-since">{words.moderate.duration(seconds)}</span>
        </p>
      </div>
      <div className="row-moves">
        {movesOf(perspective).map((move) => (
          <MoveButton
            key={move.action}
            move={move}
            isMoving={isMoving}
            onPress={() => onMove(perspective, move.action)}
          />
        ))}
      </div>
    </li>
  );
}
