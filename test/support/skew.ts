import type { Sighting, Sightings } from './tileClock.ts';

/** Latency is averaged over this, ms. */
const momentMs = 333;
const stepMs = 50;
/** Further apart than this is out of sync: one frame at 30 Hz. */
export const outOfSyncMs = 33;

/** Latency of a tile at an instant: a mean, or the age of its picture if nothing new was shown. */
export function latencyAt(seen: readonly Sighting[], at: number): number | null {
  const recent = seen.filter((sighting) => sighting.at > at - momentMs && sighting.at <= at);
  if (recent.length > 0) return recent.reduce((sum, each) => sum + each.at - each.showsMs, 0) / recent.length;
  const last = seen.findLast((sighting) => sighting.at <= at);
  return last ? at - last.showsMs : null;
}

export type Skew = { at: number; skewMs: number };

/** Largest − smallest latency of these tiles over a period, twenty times a second; null before all show a picture. */
export function skewOver(sightings: Sightings, from: number, to: number, ids = [...sightings.keys()]): Skew[] {
  const series: Skew[] = [];
  for (let at = from; at <= to; at += stepMs) {
    const latencies = ids.flatMap((id) => latencyAt(sightings.get(id) ?? [], at) ?? []);
    if (latencies.length === ids.length) series.push({ at, skewMs: Math.max(...latencies) - Math.min(...latencies) });
  }
  return series;
}

/** How long the tiles were further apart than a frame, ms in total. */
export function outOfSync(series: readonly Skew[]): number {
  return series.filter(({ skewMs }) => skewMs > outOfSyncMs).length * stepMs;
}

/** From `from` until the tiles are in sync for a whole second, ms; Infinity if never. */
export function inSyncAfter(series: readonly Skew[], from: number): number {
  const later = series.filter(({ at }) => at >= from);
  const steady = 1_000 / stepMs;
  const found = later.findIndex((_, index) => {
    const second = later.slice(index, index + steady);
    return second.length === steady && second.every(({ skewMs }) => skewMs <= outOfSyncMs);
  });
  return found < 0 ? Number.POSITIVE_INFINITY : (later[found]?.at ?? 0) - from;
}
