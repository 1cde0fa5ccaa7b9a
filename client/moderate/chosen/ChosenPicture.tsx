import { useEffect, useMemo, useRef, useState } from 'react';
import type { Perspective } from '../../../shared/domain.ts';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { Picture } from '../../grid/Picture.tsx';
import { createSound } from '../../grid/sound.ts';
import { useSize } from '../../grid/useSize.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useValue } from '../../useValue.ts';
import type { WatchSession } from '../../viewing/session/watchSession.ts';
import { words } from '../../words/words.ts';
import { effectiveStateInWords } from '../state/perspectiveInWords.ts';
import { Still } from '../wall/Still.tsx';

type Props = { perspective: Perspective; session: WatchSession; isHeard: boolean; onHear(id: string | null): void };

/** Subscribes to this perspective alone, in the size of its element, and to its sound if that is wanted. */
function useLive(session: WatchSession, id: string, isShown: boolean, widthPx: number, isHeard: boolean) {
  useEffect(() => {
    const tile = { perspective: id, widthPx: Math.round(widthPx * devicePixelRatio), visible: true, isFocused: true };
    session.want({ tiles: isShown && widthPx > 0 ? [tile] : [], heard: isShown && isHeard ? id : null });
  }, [session, id, isShown, widthPx, isHeard]);
  useEffect(() => () => session.want({ tiles: [], heard: null }), [session]);
}

function useSound(session: WatchSession) {
  const sound = useMemo(() => createSound(session.sound), [session]);
  useEffect(() => sound.open(), [sound]);
  return sound;
}

/** Why there is no picture; null if there should be one. */
function whyNone(perspective: Perspective): string | null {
  const effectiveState = effectiveStateOf(perspective);
  if (effectiveState === 'blackout') return words.moderate.noMedia;
  if (effectiveState === 'removed' || effectiveState === 'banned') return words.moderate.isAway;
  if (!perspective.media.video) return words.moderate.cameraOff;
  return null;
}

/** The live picture of the chosen perspective. */
export function ChosenPicture({ perspective, session, isHeard, onHear }: Props) {
  const { id, media } = perspective;
  const frame = useRef<HTMLDivElement>(null);
  const { widthPx } = useSize(frame);
  const [playing, setPlaying] = useState<string | null>(null);
  const none = whyNone(perspective);
  useLive(session, id, none === null, widthPx, isHeard);
  const sound = useSound(session);
  const isBlocked = useValue(sound.isBlocked);
  const isStarved = useValue(session.starved).has(id);
  const cannotPlay = useValue(session.unplayable).filter(({ perspective }) => perspective === id);
  const isUnplayable = cannotPlay.some(({ kind }) => kind === 'video');
  return (
    <div className="chosen-picture" ref={frame} data-live={playing === id && none === null}>
      {none === null && (
        <>
          <Still stills={session.stills} id={id} />
          <Picture key={id} shown={session.pictureOf(id)} onAspect={() => setPlaying(id)} />
        </>
      )}
      {none && (
        <p className="chosen-none">
          <Icon name={effectiveStateOf(perspective) === 'blackout' ? 'blackout' : 'camera'} />
          {none}
        </p>
      )}
      <span className="chosen-effective-state" data-effective-state={effectiveStateOf(perspective)}>
        {effectiveStateInWords(perspective)}
      </span>
      {isStarved && <span className="chosen-starved">{words.watch.starved}</span>}
      {cannotPlay.length > 0 && (
        <span className="chosen-starved" data-unplayable="true">
          {isUnplayable ? words.watch.unplayable : words.watch.unplayableSound}
        </span>
      )}
      {media.audio && none === null && (
        <button
          type="button"
          className="icon-tool chosen-sound"
          aria-pressed={isHeard && !isBlocked}
          aria-label={words.moderate.sound}
          title={words.watch.tapForSound}
          onClick={() => {
            sound.unlock();
            onHear(isHeard && !isBlocked ? null : id);
          }}
        >
          <Icon name={isHeard && !isBlocked ? 'sound' : 'silent'} />
        </button>
      )}
    </div>
  );
}
