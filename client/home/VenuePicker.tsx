import '../venue/VenuePlan.css';
import './VenuePicker.css';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Position } from '../../shared/domain.ts';
import { bearingOf, directionOf, type Offset, offsetFrom, positionAt, roundLengthM } from '../../shared/geo.ts';
import { words } from '../words/words.ts';
import { extentFor, roundRadiusM } from './radius.ts';

type Props = {
  /** The position that was entered; the plan is centered on it. */
  given: Position;
  centre: Position;
  radiusM: number;
  onMove(centre: Position): void;
  onRadius(radiusM: number): void;
};

type Handle = 'centre' | 'edge';

/** Largest width of the scale bar, relative to the plan. */
const barShare = 0.3;
/** An arrow key moves the centre by this share of the plan. */
const keyShare = 0.02;
const arrows: Record<string, Offset> = {
  ArrowUp: { eastM: 0, northM: 1 },
  ArrowDown: { eastM: 0, northM: -1 },
  ArrowRight: { eastM: 1, northM: 0 },
  ArrowLeft: { eastM: -1, northM: 0 },
};

function Ground({ at, radiusM, extentM: half }: { at: Offset; radiusM: number; extentM: number }) {
  const stepM = roundLengthM(half / 2);
  const rings = Array.from({ length: Math.ceil((half * Math.SQRT2) / stepM) }, (_, ring) => (ring + 1) * stepM);
  return (
    <svg className="plan-ground" viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`} aria-hidden="true">
      {rings.map((radius) => (
        <circle key={radius} className="plan-ring" r={radius} />
      ))}
      <path className="plan-centre" d={`M${-half * 0.035} 0H${half * 0.035}M0 ${-half * 0.035}V${half * 0.035}`} />
      <circle className="picker-venue" cx={at.eastM} cy={-at.northM} r={radiusM} />
      <path className="picker-offset" d={`M0 0L${at.eastM} ${-at.northM}`} />
    </svg>
  );
}

/** Position of the pointer on the plan, m from its centre, clamped to the plan. */
function offsetOf(event: PointerEvent, field: HTMLElement, extentM: number): Offset {
  const { left, top, width, height } = field.getBoundingClientRect();
  const inside = (share: number) => Math.min(1, Math.max(-1, 2 * share - 1)) * extentM;
  return { eastM: inside((event.clientX - left) / width), northM: -inside((event.clientY - top) / height) };
}

/** Drags the centre or the edge of the circle. During a drag the scale of the plan stays as it is. */
function useDrag({ given, onMove, onRadius }: Props, at: Offset, circleExtentM: number) {
  const field = useRef<HTMLDivElement>(null);
  const extentM = useRef(circleExtentM * 1.7);
  const [dragged, setDragged] = useState<Handle | null>(null);
  if (dragged === null) extentM.current = extentFor(extentM.current, circleExtentM);
  const move = (event: PointerEvent) => {
    if (!dragged || !field.current) return;
    const to = offsetOf(event, field.current, extentM.current);
    if (dragged === 'centre') onMove(positionAt(given, to));
    else onRadius(roundRadiusM(Math.hypot(to.eastM - at.eastM, to.northM - at.northM)));
  };
  const handle = (name: Handle) => ({
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(name);
    },
    onPointerMove: move,
    onLostPointerCapture: () => setDragged(null),
    'data-dragged': dragged === name,
  });
  return { field, extentM: extentM.current, handle };
}

/** A plan with scale and north, and a circle that is moved by its centre and resized by its edge. */
export function VenuePicker(props: Props) {
  const { given, centre, radiusM, onMove } = props;
  const at = offsetFrom(given, centre);
  const circleExtentM = Math.max(Math.abs(at.eastM), Math.abs(at.northM)) + radiusM;
  const { field, extentM, handle } = useDrag(props, at, circleExtentM);
  const share = (metres: number) => `${50 + (metres / extentM) * 50}%`;
  const movedM = Math.round(Math.hypot(at.eastM, at.northM));
  const barM = roundLengthM(2 * extentM * barShare);
  const nudge = (event: KeyboardEvent) => {
    const by = arrows[event.key];
    if (!by) return;
    event.preventDefault();
    const stepM = extentM * keyShare;
    onMove(positionAt(given, { eastM: at.eastM + by.eastM * stepM, northM: at.northM + by.northM * stepM }));
  };
  return (
    <div className="picker">
      <div className="plan-field" ref={field}>
        <Ground at={at} radiusM={radiusM} extentM={extentM} />
        <span
          className="picker-handle picker-edge"
          aria-hidden="true"
          style={{ left: share(at.eastM + radiusM), top: share(-at.northM) }}
          {...handle('edge')}
        />
        <button
          type="button"
          className="picker-handle picker-centre"
          aria-label={words.home.moveCentre}
          style={{ left: share(at.eastM), top: share(-at.northM) }}
          onKeyDown={nudge}
          {...handle('centre')}
        />
        <span className="plan-north" role="img" aria-label={words.watch.north}>
          <span aria-hidden="true">▲</span> {words.watch.northLetter}
        </span>
        <span className="plan-scale" style={{ width: `${(barM / (2 * extentM)) * 100}%` }}>
          {words.watch.metres(barM)}
        </span>
      </div>
      <p className="plan-note" role="status">
        {movedM > 0
          ? words.home.moved(words.home.distance(movedM), words.watch.sides[directionOf(bearingOf(at))])
          : words.home.dragHint}
      </p>
    </div>
  );
}
