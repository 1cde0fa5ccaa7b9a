import type { GridFigure, TileMark } from '../sync/gridClock.ts';
import type { ShownMark } from './steady.ts';

/** Values of attributes by their names; null takes one away. */
export type Attributes = Record<string, string | null>;

/** What outsiders read of a tile. A picture that stands still, or is not there, is not shown late: nothing is known. */
export function tileAttributes(state: string, measured: TileMark | null, shown: ShownMark | null): Attributes {
  const known = state === 'live' ? measured : null;
  const isLate = known !== null && shown?.mark === 'poor' && shown.skewMs > 0;
  return {
    'data-state': isLate ? 'late' : state,
    'data-sync': known?.mark ?? 'unknown',
    'data-source': known?.source ?? null,
    'data-latency-ms': known ? String(known.latencyMs) : null,
    // How far off a picture is whose time nobody knows, nobody knows.
    'data-skew-ms': known && known.source !== 'arrival' ? String(known.skewMs) : null,
  };
}

/** What outsiders read of the whole grid. */
export function gridAttributes({ spreadMs, delayMs }: GridFigure): Attributes {
  return { 'data-spread-ms': spreadMs === null ? null : String(spreadMs), 'data-delay-ms': String(delayMs) };
}

/** Writes those that have changed. */
export function writeAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
