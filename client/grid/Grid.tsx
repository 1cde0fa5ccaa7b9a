import './Grid.css';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { UnplayableTrack, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Kind, Perspective } from '../../shared/domain.ts';
import { layoutGrid, type Rectangle } from '../../shared/gridLayout.ts';
import type { ReceivedPicture } from '../media/receivedMedia.ts';
import type { Synchrony } from '../sync/synchrony.ts';
import { Each } from '../ui/Each.tsx';
import { useValue } from '../useValue.ts';
import type { Value } from '../value.ts';
import { words } from '../words/words.ts';
import type { Arrangement } from './arrangement.ts';
import type { Volume } from './sound.ts';
import { Tile } from './Tile.tsx';
import type { Posters } from './TilePoster.tsx';
import { commonAspect, defaultAspect, orderTiles, shownWidthPx } from './tiles.ts';
import { useSize } from './useSize.ts';
import { useGridSync } from './useSyncAttributes.ts';
import { useTap } from './useTap.ts';

type Props = {
  /** In order of arrival. Elements keep this order too: moving a video element in the DOM stops it. */
  perspectives: readonly Perspective[];
  arrangement: Arrangement;
  /** How many tiles are wished for; a busy device shows fewer. */
  wished: number;
  /** One perspective fills the grid; the others stay subscribed at a low rate behind it. */
  isSolo: boolean;
  pictureOf(id: string): Value<ReceivedPicture | null>;
  sync: Synchrony;
  /** Perspectives for which the bandwidth does not suffice. */
  starved: ReadonlySet<string>;
  /** Tracks that this browser cannot play. */
  unplayable: readonly UnplayableTrack[];
  describePlace(id: string): string;
  posters?: Posters | undefined;
  volume: Volume | null;
  onArrange(part: Partial<Arrangement>): void;
  onMove(moved: string, target: string): void;
  onHear(id: string | null): void;
  onSolo(id: string | null): void;
  onOwnWindow(id: string): void;
  onWant(tiles: WantedTile[]): void;
  renderTileActions?: ((perspective: Perspective) => ReactNode) | undefined;
};

const cannotPlay = (tracks: readonly UnplayableTrack[], id: string, kind: Kind) =>
  tracks.some((track) => track.perspective === id && track.kind === kind);
/** Gap between tiles, px: narrower on phones. */
const gapOf = (widthPx: number) => (widthPx < 600 ? 4 : 8);
const nowhere: Rectangle = { leftPx: 0, topPx: 0, widthPx: 0, heightPx: 0 };
const isSame = (a: Rectangle, b: Rectangle) =>
  a.leftPx === b.leftPx && a.topPx === b.topPx && a.widthPx === b.widthPx && a.heightPx === b.heightPx;

/** The focused perspective: the chosen one if it is present, else the first. */
export function focusOf(ordered: readonly Perspective[], { focus }: Arrangement): string | null {
  return (ordered.find(({ id }) => id === focus) ?? ordered[0])?.id ?? null;
}

/** Rectangle of each tile, by id. */
function useRectangles(ordered: readonly Perspective[], props: Props, aspects: ReadonlyMap<string, number>) {
  const area = useRef<HTMLDivElement>(null);
  /** Last rectangles: a leaving tile fades out in place, and tiles that did not move are not rendered again. */
  const known = useRef(new Map<string, Rectangle>());
  const { widthPx, heightPx } = useSize(area);
  const { arrangement, isSolo } = props;
  const focus = focusOf(ordered, arrangement);
  const rectangles = useMemo(() => {
    const hasLead = arrangement.mode === 'focus' || isSolo;
    const leadFirst = hasLead ? [...ordered].sort((a, b) => Number(b.id === focus) - Number(a.id === focus)) : ordered;
    const measured = ordered.flatMap(({ id }) => aspects.get(id) ?? []);
    const placed = layoutGrid({
      count: leadFirst.length,
      widthPx,
      heightPx,
      gapPx: gapOf(widthPx),
      aspect: commonAspect(measured),
      focusAspect: aspects.get(focus ?? '') ?? defaultAspect,
      mode: hasLead ? 'focus' : 'even',
    });
    const whole = { leftPx: 0, topPx: 0, widthPx, heightPx };
    const next = leadFirst.map(({ id }, index) => {
      const rectangle = isSolo && id === focus ? whole : (placed[index] ?? nowhere);
      const before = known.current.get(id);
      return [id, before && isSame(before, rectangle) ? before : rectangle] as const;
    });
    for (const [id, rectangle] of next) known.current.set(id, rectangle);
    return new Map(next);
  }, [ordered, arrangement.mode, isSolo, focus, widthPx, heightPx, aspects]);
  return { area, rectangles, known, focus };
}

/** Reports which tiles are wanted, and how large, whenever the layout changes. */
function useWantedTiles(
  rectangles: ReadonlyMap<string, Rectangle>,
  aspects: ReadonlyMap<string, number>,
  focus: string | null,
  props: Props,
) {
  const { isSolo, onWant } = props;
  const hasLead = props.arrangement.mode === 'focus' || isSolo;
  useLayoutEffect(() => {
    const largest = Math.max(...[...rectangles.values()].map(({ widthPx }) => widthPx), 0);
    if (rectangles.size > 0 && largest === 0) return;
    onWant(
      [...rectangles].map(([id, rectangle]) => {
        const isFocused = hasLead && id === focus;
        const widthPx = shownWidthPx(aspects.get(id) ?? defaultAspect, rectangle, devicePixelRatio);
        // A solo tile covers all others.
        return { perspective: id, widthPx, visible: isFocused || !isSolo, isFocused };
      }),
    );
  }, [rectangles, aspects, focus, hasLead, isSolo, onWant]);
}

function useAspects(perspectives: readonly Perspective[]) {
  const [aspects, setAspects] = useState<ReadonlyMap<string, number>>(new Map());
  const onAspect = useCallback((id: string, aspect: number) => {
    setAspects((now) => (now.get(id) === aspect ? now : new Map(now).set(id, aspect)));
  }, []);
  useEffect(() => {
    const ids = new Set(perspectives.map(({ id }) => id));
    setAspects((now) =>
      [...now.keys()].every((id) => ids.has(id)) ? now : new Map([...now].filter(([id]) => ids.has(id))),
    );
  }, [perspectives]);
  return { aspects, onAspect };
}

/** Turns taps and buttons on tiles into changes of the arrangement. */
function useTileGestures(focus: string | null, props: Props) {
  const { arrangement, isSolo, onArrange, onSolo } = props;
  const showsFocus = (id: string) =>
    (arrangement.mode === 'focus' || isSolo || arrangement.focus !== null) && id === focus;
  const onTap = useTap({
    onOnce: (id) => !isSolo && onArrange({ focus: id, mode: 'focus' }),
    onAgain: () => onArrange({ mode: 'even' }),
    isAgain: (id) => arrangement.mode === 'focus' && id === focus && !isSolo,
    onTwice: (id) => onSolo(isSolo ? null : id),
  });
  const onSoloOf = useCallback((id: string) => onSolo(isSolo ? null : id), [isSolo, onSolo]);
  return { showsFocus, onTap, onSoloOf };
}

/** All perspectives, shown at the same instant. */
export function Grid(props: Props) {
  const { perspectives, arrangement, isSolo, pictureOf, sync, describePlace, renderTileActions } = props;
  const { aspects, onAspect } = useAspects(perspectives);
  const ordered = useMemo(
    () =>
      orderTiles(
        perspectives.filter(({ state }) => state !== 'gone'),
        arrangement.order,
      ),
    [perspectives, arrangement.order],
  );
  const { area, rectangles, known, focus } = useRectangles(ordered, props, aspects);
  useWantedTiles(rectangles, aspects, focus, props);

  const { showsFocus, onTap, onSoloOf } = useTileGestures(focus, props);
  const section = useRef<HTMLElement>(null);
  useGridSync(section, sync.grid.figure);

  return (
    <section
      className="grid"
      ref={section}
      data-solo={isSolo}
      data-shown={ordered.length}
      data-wished={props.wished}
      data-playout={useValue(sync.playout)}
      aria-label={words.watch.grid}
    >
      <div className="grid-area" ref={area}>
        {perspectives.map((perspective) => (
          <Each key={perspective.id} of={perspective} as="div">
            <Tile
              perspective={perspective}
              rectangle={rectangles.get(perspective.id) ?? known.current.get(perspective.id) ?? nowhere}
              aspect={aspects.get(perspective.id) ?? defaultAspect}
              isFocused={showsFocus(perspective.id)}
              isHeard={perspective.id === arrangement.heard}
              isSolo={isSolo}
              isStarved={props.starved.has(perspective.id)}
              isUnplayable={cannotPlay(props.unplayable, perspective.id, 'video')}
              isSoundUnplayable={cannotPlay(props.unplayable, perspective.id, 'audio')}
              place={describePlace(perspective.id)}
              shown={pictureOf(perspective.id)}
              sync={sync.grid.readingOf(perspective.id)}
              frozenSince={sync.grid.freezes.frozenSince(perspective.id)}
              posters={props.posters}
              volume={props.volume}
              renderActions={renderTileActions}
              onTap={onTap}
              onHear={props.onHear}
              onSolo={onSoloOf}
              onOwnWindow={props.onOwnWindow}
              onMove={props.onMove}
              onAspect={onAspect}
            />
          </Each>
        ))}
      </div>
    </section>
  );
}
