import './Tile.css';
import { memo, type ReactNode, useId, useRef, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import type { Rectangle } from '../../shared/gridLayout.ts';
import type { ReceivedPicture as Shown } from '../media/receivedMedia.ts';
import type { SyncReading } from '../sync/gridClock.ts';
import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import type { Value } from '../value.ts';
import { words } from '../words/words.ts';
import { dragProps } from './dragProps.ts';
import { nameOf } from './nameOf.ts';
import { Picture } from './Picture.tsx';
import { SyncBadge } from './SyncBadge.tsx';
import type { Volume } from './sound.ts';
import { TileNote } from './TileNote.tsx';
import { type Posters, TilePoster } from './TilePoster.tsx';
import { TileTools } from './TileTools.tsx';
import { fitsByCropping } from './tiles.ts';
import { useTileSync } from './useSyncAttributes.ts';

export type TileCallbacks = {
  /** Called for each tap; the grid tells single from double taps. */
  onTap(id: string): void;
  onHear(id: string | null): void;
  onSolo(id: string): void;
  onOwnWindow(id: string): void;
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
  /** When its picture was shown, if that stands still (page time). */
  frozenSince: Value<number | null>;
  posters: Posters | undefined;
  /** How loud the heard one is, where the page can set it. */
  volume: Volume | null;
  /** Further buttons. */
  renderActions: ((perspective: Perspective) => ReactNode) | undefined;
};

/** The state as `data-state` for style sheets and tests. */
function stateOf({ state, media }: Perspective, hasPicture: boolean, isFrozen: boolean, isUnplayable: boolean) {
  if (isUnplayable && state !== 'stalled' && state !== 'gone') return 'unplayable';
  if (isFrozen && state !== 'gone') return 'stalled';
  if (state === 'live' || state === 'held') return media.video && !hasPicture ? 'connecting' : 'live';
  return state;
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
  const lastShownAt = useValue(props.frozenSince);
  // One that has just come back into the grid has no picture yet that could stand still; a starved one says why it does.
  const frozenSince = hasPicture && !isStarved ? lastShownAt : null;
  const state = stateOf(perspective, hasPicture, frozenSince !== null, isUnplayable);
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
      data-hidden={curation.hidden || curation.blackout}
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
      {state === 'connecting' && props.posters && <TilePoster perspective={id} posters={props.posters} />}
      <TileNote
        {...{ state, isStarved, name, frozenSince }}
        hasVideo={media.video}
        isSoundUnplayable={isHeard && props.isSoundUnplayable}
      />
      <button
        type="button"
        className="tile-face"
        aria-label={words.watch.tile(name, place)}
        aria-describedby={badgeId}
        aria-pressed={isFocused}
        onClick={() => onTap(id)}
      />
      <p className="tile-label">
        {curation.featured && <Icon name="star" />}
        <span aria-hidden="true">{name}</span>
        <SyncBadge id={badgeId} shown={badge} isDoubted={perspective.clock?.isDoubted ?? false} />
      </p>
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
