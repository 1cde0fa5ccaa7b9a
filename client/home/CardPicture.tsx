import type { ListedEvent } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { clockOf, dayOf } from './when.ts';

/** More tiles than this cannot be counted at a glance. */
const maxTiles = 18;

/** A hash, so that an event keeps its color; degrees of hue. */
function hueOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 3_600;
  return sum / 10;
}

function columnsOf(count: number): number {
  const rows = count <= 3 ? 1 : count <= 8 ? 2 : 3;
  return Math.ceil(count / rows);
}

/** A picture of the grid of the event: one tile per perspective, each lit from another side. */
function Tiles({ id, count }: { id: string; count: number }) {
  const hue = hueOf(id);
  const columns = columnsOf(count);
  const tiles = Array.from({ length: count }, (_, index) => {
    const side = 18 + ((index * 37 + hue) % 64);
    const light = `radial-gradient(75% 80% at ${side}% 38%, hsl(${hue} 80% 74%), hsl(${hue + 24} 62% 40%) 38%, transparent)`;
    return {
      key: `${index}`,
      style: { flexBasis: `${90 / columns}%`, background: `${light}, hsl(${hue + 50} 42% 15%)` },
    };
  });
  return (
    <div className="card-tiles">
      {tiles.map(({ key, style }) => (
        <span key={key} style={style} />
      ))}
    </div>
  );
}

/** Stands for a picture of the event: its grid while it is live, else its time. */
export function CardPicture({ event, isAhead, nowMs }: { event: ListedEvent; isAhead: boolean; nowMs: number }) {
  const { id, live, startsAt } = event;
  return (
    <div className="card-picture" aria-hidden="true">
      {live > 0 && <Tiles id={id} count={Math.min(live, maxTiles)} />}
      {live === 0 && isAhead && (
        <p className="card-hour">
          {clockOf(startsAt)}
          <small>{dayOf(startsAt, nowMs)}</small>
        </p>
      )}
      {live === 0 && !isAhead && (
        <p className="card-empty">
          <Icon name="camera" />
        </p>
      )}
    </div>
  );
}
