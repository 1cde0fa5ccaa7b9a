import { useNow } from '../ui/useNow.ts';
import { words } from '../words/words.ts';

type Props = {
  state: string;
  hasVideo: boolean;
  isStarved: boolean;
  isSoundUnplayable: boolean;
  name: string;
  /** When the picture that stands still was shown (page time). */
  frozenSince: number | null;
};

const pageTime = () => performance.now();

function Frozen({ since }: { since: number }) {
  const seconds = Math.max(1, Math.round((useNow(pageTime, 1_000) - since) / 1_000));
  return <p className="tile-note">{words.watch.frozenFor(seconds)}</p>;
}

/** Text in place of the picture, or over its last frame. */
export function TileNote({ state, hasVideo, isStarved, isSoundUnplayable, name, frozenSince }: Props) {
  if (frozenSince !== null && state === 'stalled') return <Frozen since={frozenSince} />;
  if (state === 'stalled' || state === 'connecting') return <p className="tile-note">{words.watch.waiting}</p>;
  if (state === 'unplayable') return <p className="tile-note">{words.watch.unplayable}</p>;
  if (hasVideo && isStarved) return <p className="tile-note">{words.watch.starved}</p>;
  if (hasVideo) return isSoundUnplayable ? <p className="tile-note">{words.watch.unplayableSound}</p> : null;
  return (
    <p className="tile-plate">
      <span aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
      {words.watch.cameraOff}
    </p>
  );
}
