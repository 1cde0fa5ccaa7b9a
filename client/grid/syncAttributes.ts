import type { GridFigure, SyncReading } from '../sync/gridClock.ts';
import type { ShownBadge } from './steady.ts';

/** Attribute values by name; null removes the attribute. */
export type Attributes = Record<string, string | null>;

/** A tile's measurements as attributes, for style sheets and tests; none without a playing picture. */
export function tileAttributes(state: string, measured: SyncReading | null, shown: ShownBadge | null): Attributes {
  const known = state === 'live' ? measured : null;
  const isLate = known !== null && shown?.level === 'poor' && shown.skewMs > 0;
  return {
    'data-state': isLate ? 'late' : state,
    'data-sync': known?.level ?? 'unknown',
    'data-source': known?.source ?? null,
    'data-latency-ms': known ? String(known.latencyMs) : null,
    // Without a capture time there is no skew.
    'data-skew-ms': known && known.source !== 'arrival' ? String(known.skewMs) : null,
  };
}

/** The grid's measurements as attributes. */
export function gridAttributes({ spreadMs, delayMs }: GridFigure): Attributes {
  return { 'data-spread-ms': spreadMs === null ? null : String(spreadMs), 'data-delay-ms': String(delayMs) };
}

/** Writes only attributes that have changed. */
export function writeAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
