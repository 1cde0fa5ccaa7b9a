import { useState } from 'react';
import type { ListedEvent } from '../../shared/restApi.ts';
import { paths } from '../../shared/restApi.ts';

/** More tiles than this cannot be counted at a glance. */
const maxTiles = 18;
/** A server makes no newer picture sooner, ms. */
const pictureKeptMs = 60_000;

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
    <div className="live-tiles">
      {tiles.map(({ key, style }) => (
        <span key={key} style={style} />
      ))}
    </div>
  );
}

/** What its phones film now; until that is there, or where the server has none, a picture of the grid. */
export function LivePicture({ event: { id, live }, nowMs }: { event: ListedEvent; nowMs: number }) {
  const [isShown, setShown] = useState(false);
  // The old picture stays until the new one has been loaded.
  const source = `${paths.preview(id)}?at=${Math.floor(nowMs / pictureKeptMs)}`;
  return (
    <div className="live-picture" aria-hidden="true">
      <Tiles id={id} count={Math.min(live, maxTiles)} />
      <img src={source} alt="" data-shown={isShown} onLoad={() => setShown(true)} onError={() => setShown(false)} />
    </div>
  );
}
