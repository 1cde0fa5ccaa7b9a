import type { ListedEvent } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { clockOf, dayOf } from './when.ts';

/** More tiles than this are no longer counted at a glance. */
const maxTiles = 18;

/** A colour of the event's own, the same at each visit: degrees on the colour circle. */
function hueOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 3_600;
  return sum / 10;
}

function columnsOf(count: number): number {
  const rows = count <= 3 ? 1 : count <= 8 ? 2 : 3;
  return Math.ceil(count / rows);
}

/** The grid that one would see there: a tile for each perspective, all of one light, each seen from its own side. */
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

/** What stands for an event that has no picture of its own: its grid, or its hour. */
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
