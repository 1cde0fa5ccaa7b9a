import './MoveBar.css';
import type { Perspective } from '../../../shared/domain.ts';
import { Icon } from '../../ui/Icon.tsx';
import { words } from '../../words/words.ts';
import { isGrave } from '../state/actions.ts';
import type { Move, MoveName } from '../state/moves.ts';

type Props = {
  moves: readonly Move[];
  perspective: Perspective;
  isMoving: boolean;
  onMove(perspective: Perspective, name: MoveName): void;
};

const shownKey = (key: string) => (key === 'Enter' ? '⏎' : key.toUpperCase());

/** All that can be done with one perspective now, each with its key. */
export function MoveBar({ moves, perspective, isMoving, onMove }: Props) {
  return (
    <fieldset className="moves" disabled={isMoving}>
      <legend className="unseen">{words.moderate.moreMoves}</legend>
      {moves.map(({ name, icon, key, short, text, isOn }) => (
        <button
          key={name}
          type="button"
          className="move"
          data-action={name}
          data-on={isOn}
          data-grave={isGrave(name)}
          aria-label={text}
          aria-keyshortcuts={key}
          title={text}
          onClick={() => onMove(perspective, name)}
        >
          <Icon name={icon} />
          <span>{short}</span>
          <kbd>{shownKey(key)}</kbd>
        </button>
      ))}
    </fieldset>
  );
}
