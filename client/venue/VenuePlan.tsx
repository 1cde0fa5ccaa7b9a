import './VenuePlan.css';
import { cellM, roundLengthM } from '../../shared/geo.ts';
import { words } from '../words/words.ts';
import type { PlanScene, PlanSpot } from './scene.ts';
import { ViewCone } from './ViewCone.tsx';

export type PlanProps = {
  scene: PlanScene | null;
  /** A perspective's name, and its name with its place. */
  nameOf(id: string): string;
  describe(id: string): string;
  focus: string | null;
  heard: string | null;
  onPick(id: string): void;
};

/** Most of the plan's width that the scale bar takes. */
const barShare = 0.3;
/** Length of a view cone as a share of half the plan: it shows the direction, not the range. */
const coneShare = 0.3;

function Ground({ scene, focus, heard }: Pick<PlanProps, 'focus' | 'heard'> & { scene: PlanScene }) {
  const { extentM: half, radiusM, cells, spots } = scene;
  const rings = [0.33, 0.66, 0.99].map((share) => share * half);
  return (
    <svg className="plan-ground" viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`} aria-hidden="true">
      {rings.map((radius) => (
        <circle key={radius} className="plan-ring" r={radius} />
      ))}
      {radiusM !== null && <circle className="plan-venue" r={radiusM} />}
      {cells.map(({ eastM, northM }) => (
        <rect
          key={`${eastM} ${northM}`}
          className="plan-cell"
          x={eastM - cellM / 2}
          y={-northM - cellM / 2}
          width={cellM}
          height={cellM}
          rx={cellM * 0.16}
        />
      ))}
      {spots.map(({ id, at, heading }) => (
        <g key={id} data-focused={id === focus} data-heard={id === heard}>
          {heading !== null && <ViewCone from={at} heading={heading} lengthM={half * coneShare} />}
        </g>
      ))}
      <path className="plan-centre" d={`M${-half * 0.035} 0H${half * 0.035}M0 ${-half * 0.035}V${half * 0.035}`} />
    </svg>
  );
}

/** Phones without a name of their own differ by their last word alone, such as 7F; of it, as much as fits. */
function markOf(name: string): string {
  const last = name.split(/\s/).at(-1) ?? '';
  const mark = /\d/.test(last) || last === last.toUpperCase() ? [...last].slice(0, 3) : [...name].slice(0, 1);
  return mark.join('').toUpperCase();
}

type MarkerProps = Omit<PlanProps, 'scene' | 'focus' | 'heard'> & {
  spot: PlanSpot;
  extentM: number;
  isFocused: boolean;
  isHeard: boolean;
};

function PlanMarker({ spot, extentM, isFocused, isHeard, nameOf, describe, onPick }: MarkerProps) {
  const share = (metres: number) => `${50 + (metres / extentM) * 50}%`;
  const name = nameOf(spot.id);
  return (
    <button
      type="button"
      className="plan-marker"
      data-precision={spot.precision}
      data-focused={isFocused}
      data-heard={isHeard}
      aria-pressed={isFocused}
      aria-label={describe(spot.id)}
      style={{ left: share(spot.at.eastM), top: share(-spot.at.northM) }}
      onClick={() => onPick(spot.id)}
    >
      <span aria-hidden="true">{markOf(name)}</span>
      <span className="plan-name" aria-hidden="true">
        {name}
      </span>
    </button>
  );
}

/** A small plan of the venue, on which a perspective is picked by its place. */
export function VenuePlan({ scene, focus, heard, ...markers }: PlanProps) {
  if (!scene || (scene.spots.length === 0 && scene.radiusM === null)) {
    return <p className="plan-empty">{words.watch.noPlaces}</p>;
  }
  const { extentM } = scene;
  const barM = roundLengthM(2 * extentM * barShare);
  return (
    <div className="plan">
      <div className="plan-field">
        <Ground scene={scene} focus={focus} heard={heard} />
        {scene.spots.map((spot) => (
          <PlanMarker
            key={spot.id}
            spot={spot}
            extentM={extentM}
            isFocused={spot.id === focus}
            isHeard={spot.id === heard}
            {...markers}
          />
        ))}
        <span className="plan-north" role="img" aria-label={words.watch.north}>
          <span aria-hidden="true">▲</span> {words.watch.northLetter}
        </span>
        <span className="plan-scale" style={{ width: `${(barM / (2 * extentM)) * 100}%` }}>
          {words.watch.metres(barM)}
        </span>
      </div>
      {scene.spots.length === 0 && <p className="plan-empty">{words.watch.noPlaces}</p>}
      {scene.cells.length > 0 && <p className="plan-note">{words.watch.areasOnly}</p>}
    </div>
  );
}
