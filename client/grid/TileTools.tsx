import './TileTools.css';
import type { Perspective } from '../../shared/domain.ts';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import { nameOf } from './nameOf.ts';

type Props = {
  perspective: Perspective;
  isHeard: boolean;
  isSolo: boolean;
  onHear(id: string | null): void;
  onSolo(id: string): void;
};

/** A tile's buttons for sound and full screen. */
export function TileTools({ perspective, isHeard, isSolo, onHear, onSolo }: Props) {
  const { id, media } = perspective;
  const name = nameOf(perspective);
  return (
    <>
      {(media.audio || isHeard) && (
        <button
          type="button"
          className="tile-tool tile-sound"
          aria-pressed={isHeard}
          aria-label={isHeard ? words.watch.silence(name) : words.watch.hear(name)}
          onClick={() => onHear(isHeard ? null : id)}
        >
          {isHeard ? <span className="equaliser" aria-hidden="true" /> : <Icon name="silent" />}
        </button>
      )}
      <button
        type="button"
        className="tile-tool tile-expand"
        aria-label={isSolo ? words.watch.leaveFullScreen : words.watch.fullScreen(name)}
        onClick={() => onSolo(id)}
      >
        <Icon name={isSolo ? 'close' : 'expand'} />
      </button>
    </>
  );
}
