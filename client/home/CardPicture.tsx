import { layoutGrid } from '../../shared/gridLayout.ts';
import type { ListedEvent } from '../../shared/rest.ts';
import { Icon } from '../ui/Icon.tsx';
import { clockOf, dayOf } from './when.ts';

const widthPx = 320;
const heightPx = 132;
/** More tiles than this are no longer counted at a glance. */
const mostDrawn = 16;

/** A colour of the event's own, the same at each visit: degrees on the colour circle. */
function hueOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 3_600;
  return sum / 10;
}

/** The grid that one would see there: as many tiles as there are perspectives, all lit by one scene. */
function Tiles({ id, count }: { id: string; count: number }) {
  const tiles = layoutGrid({ count, widthPx, heightPx, gapPx: 5, aspect: 16 / 9, mode: 'even' });
  const hue = hueOf(id);
  return (
    <svg
      className="card-tiles"
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <defs>
        <radialGradient
          id={`light-${id}`}
          gradientUnits="userSpaceOnUse"
          cx={widthPx * 0.5}
          cy={heightPx * 0.42}
          r={190}
        >
          <stop offset="0" stopColor={`hsl(${hue} 85% 72%)`} />
          <stop offset="0.35" stopColor={`hsl(${hue + 28} 70% 42%)`} />
          <stop offset="1" stopColor={`hsl(${hue + 60} 45% 15%)`} />
        </radialGradient>
      </defs>
      {tiles.map(({ leftPx, topPx, widthPx: width, heightPx: height }) => (
        <rect
          key={`${leftPx} ${topPx}`}
          x={leftPx}
          y={topPx}
          width={width}
          height={height}
          rx={Math.min(8, height * 0.14)}
          fill={`url(#light-${id})`}
        />
      ))}
    </svg>
  );
}

/** A grid that waits for its first picture. */
function EmptyTile() {
  return (
    <p className="card-empty">
      <Icon name="camera" />
    </p>
  );
}

/** What stands for an event that has no picture of its own: its grid, or its hour. */
export function CardPicture({ event, isAhead }: { event: ListedEvent; isAhead: boolean }) {
  return (
    <div className="card-picture" aria-hidden="true" data-live={event.live > 0}>
      {event.live > 0 && <Tiles id={event.id} count={Math.min(event.live, mostDrawn)} />}
      {event.live === 0 && isAhead && (
        <p className="card-hour">
          {clockOf(event.startsAt)}
          <small>{dayOf(event.startsAt)}</small>
        </p>
      )}
      {event.live === 0 && !isAhead && <EmptyTile />}
    </div>
  );
}
