import './TileTools.css';
import type { Perspective } from '../../shared/domain.ts';
import { hasPictureInPicture } from '../media/pictureInPicture.ts';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import { nameOf } from './nameOf.ts';
import type { Volume } from './sound.ts';
import { VolumeSlider } from './VolumeSlider.tsx';

type Props = {
  perspective: Perspective;
  isHeard: boolean;
  isFocused: boolean;
  volume: Volume | null;
  isSolo: boolean;
  onHear(id: string | null): void;
  onSolo(id: string): void;
  onOwnWindow(id: string): void;
};

/** A tile's buttons for sound, full screen and a window of its own. */
export function TileTools({ perspective, isHeard, isFocused, isSolo, volume, onHear, onSolo, onOwnWindow }: Props) {
  const { id, media } = perspective;
  const name = nameOf(perspective);
  return (
    <>
      {isHeard && volume && <VolumeSlider volume={volume} name={name} />}
      {(media.audio || isHeard) && (
        <button
          type="button"
          className="tile-tool tile-sound"
          aria-pressed={isHeard}
          aria-label={isHeard ? words.watch.silence(name) : words.watch.hear(name)}
          title={`${isHeard ? words.watch.silence(name) : words.watch.hear(name)} (M)`}
          onClick={() => onHear(isHeard ? null : id)}
        >
          {isHeard ? <span className="equaliser" aria-hidden="true" /> : <Icon name="silent" />}
        </button>
      )}
      {hasPictureInPicture && media.video && isFocused && (
        <button
          type="button"
          className="tile-tool tile-own-window"
          aria-label={words.watch.ownWindow(name)}
          title={`${words.watch.ownWindow(name)} (I)`}
          onClick={() => onOwnWindow(id)}
        >
          <Icon name="ownWindow" />
        </button>
      )}
      <button
        type="button"
        className="tile-tool tile-expand"
        aria-label={isSolo ? words.watch.leaveFullScreen : words.watch.fullScreen(name)}
        title={`${isSolo ? words.watch.leaveFullScreen : words.watch.fullScreen(name)} (F)`}
        onClick={() => onSolo(id)}
      >
        <Icon name={isSolo ? 'close' : 'expand'} />
      </button>
    </>
  );
}
