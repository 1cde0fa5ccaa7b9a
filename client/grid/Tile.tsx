import './Tile.css';
import { memo, type ReactNode, useId, useRef, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import type { Rectangle } from '../../shared/gridLayout.ts';
import type { ReceivedPicture as Shown } from '../media/receivedMedia.ts';
import type { SyncReading } from '../sync/gridClock.ts';
import { Icon } from '../ui/Icon.tsx';
import type { Value } from '../value.ts';
import { words } from '../words/words.ts';
import { dragProps } from './dragProps.ts';
import { nameOf } from './nameOf.ts';
import { Picture } from './Picture.tsx';
import { SyncBadge } from './SyncBadge.tsx';
import { TileTools } from './TileTools.tsx';
import { fitsByCropping } from './tiles.ts';
import { useTileSync } from './useSyncAttributes.ts';

export type TileCallbacks = {
  /** Called for each tap; the grid tells single from double taps. */
  onTap(id: string): void;
  onHear(id: string | null): void;
  onSolo(id: string): void;
  onMove(moved: string, target: string): void;
  onAspect(id: string, aspect: number): void;
};

type Props = TileCallbacks & {
  perspective: Perspective;
  rectangle: Rectangle;
  aspect: number;
  isFocused: boolean;
  isHeard: boolean;
  isSolo: boolean;
  /** The bandwidth does not suffice for it. */
  isStarved: boolean;
  /** This browser cannot play its picture, or its sound. */
  isUnplayable: boolean;
  isSoundUnplayable: boolean;
  /** Where the camera stands, in words; empty if unknown. */
  place: string;
  shown: Value<Shown | null>;
  sync: Value<SyncReading | null>;
  /** Further buttons. */
  renderActions: ((perspective: Perspective) => ReactNode) | undefined;
};

/** The state as `data-state` for style sheets and tests. */
function stateOf({ state, media }: Perspective, hasPicture: boolean, isUnplayable: boolean) {
  if (isUnplayable && state !== 'stalled' && state !== 'gone') return 'unplayable';
  if (state === 'live' || state === 'held') return media.video && !hasPicture ? 'connecting' : 'live';
  return state;
}

/** Text in place of the picture, or over its last frame. */
type NoteProps = { state: string; hasVideo: boolean; isStarved: boolean; isSoundUnplayable: boolean; name: string };

function Note({ state, hasVideo, isStarved, isSoundUnplayable, name }: NoteProps) {
  if (state === 'stalled') return <p className="tile-note">{words.watch.waiting}</p>;
  if (state === 'connecting') return <p className="tile-note">{words.watch.connecting}</p>;
  if (state === 'unplayable' && hasVideo) return <p className="tile-note">{words.watch.unplayable}</p>;
  if (hasVideo && isStarved) return <p className="tile-note">{words.watch.starved}</p>;
  if (hasVideo) return isSoundUnplayable ? <p className="tile-note">{words.watch.unplayableSound}</p> : null;
  return (
    <p className="tile-plate">
      <span aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
      {words.watch.cameraOff}
    </p>
  );
}

/** Shown to moderators only: why viewers do not see this tile. */
function Badge({ curation: { letIn, hidden } }: Pick<Perspective, 'curation'>) {
  if (letIn && !hidden) return null;
  return <span className="tile-badge">{hidden ? words.moderate.hidden : words.watch.held}</span>;
}

function TileView(props: Props) {
  const { perspective, rectangle, aspect, isFocused, isHeard, isSolo, isStarved, isUnplayable, place, shown } = props;
  const { onTap, onMove, onAspect } = props;
  const { id, media, curation } = perspective;
  const [hasPicture, setHasPicture] = useState(false);
  const state = stateOf(perspective, hasPicture, isUnplayable);
  const element = useRef<HTMLElement>(null);
  const badge = useTileSync(element, props.sync, state);
  const badgeId = useId();
  const name = nameOf(perspective);
  const { leftPx, topPx, widthPx, heightPx } = rectangle;
  return (
    <article
      className="tile"
      ref={element}
      data-perspective={id}
      data-held={!curation.letIn}
      data-hidden={curation.hidden}
      data-picture={hasPicture && media.video}
      data-fit={fitsByCropping(aspect, rectangle) ? 'cover' : 'contain'}
      data-focused={isFocused}
      data-heard={isHeard}
      data-starved={isStarved}
      aria-label={name}
      style={{ width: widthPx, height: heightPx, transform: `translate(${leftPx}px, ${topPx}px)` }}
      {...dragProps({ kind: 'perspective', id, isEnabled: !isSolo, onMoveTo: onMove })}
    >
      <Picture
        shown={shown}
        onAspect={(measured) => {
          setHasPicture(true);
          onAspect(id, measured);
        }}
      />
      <Note
        state={state}
        hasVideo={media.video}
        isStarved={isStarved}
        isSoundUnplayable={isHeard && props.isSoundUnplayable}
        name={name}
      />
      <button
        type="button"
        className="tile-face"
        aria-label={words.watch.tile(name, place)}
        aria-describedby={badgeId}
        aria-pressed={isFocused}
        onClick={() => onTap(id)}
      >
        <span className="tile-label">
          {curation.featured && <Icon name="star" />}
          <span>{name}</span>
          <SyncBadge id={badgeId} shown={badge} isDoubted={perspective.clock?.isDoubted ?? false} />
        </span>
      </button>
      <Badge curation={curation} />
      <div className="tile-tools">
        {props.renderActions?.(perspective)}
        <TileTools {...props} />
      </div>
    </article>
  );
}

/** One tile of the grid. Memoised, since all tiles of a grid render with each change of one. */
export const Tile = memo(TileView);
