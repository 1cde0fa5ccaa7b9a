import { eventPhaseOf } from '../../shared/eventPhase.ts';
import type { ListedEvent } from '../../shared/restApi.ts';

type Listed = Pick<ListedEvent, 'id' | 'live' | 'startsAt' | 'distanceM'> & Partial<Pick<ListedEvent, 'endsAt'>>;

/** `waiting`: it is time, but nobody films. */
export type EventGroups<T> = Record<'live' | 'waiting' | 'comingUp' | 'earlier', readonly T[]>;

export const isOver = (event: Listed, nowMs: number): boolean => eventPhaseOf(event, nowMs) === 'over';

const near = ({ distanceM = Number.POSITIVE_INFINITY }: Listed) => distanceM;
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Sorted by distance if known, then by the number of live perspectives, then by time. */
export function groupEvents<T extends Listed>(events: readonly T[], nowMs: number): EventGroups<T> {
  const groupOf = (event: T): keyof EventGroups<T> => {
    const phase = eventPhaseOf(event, nowMs);
    if (phase === 'on') return event.live > 0 ? 'live' : 'waiting';
    return phase === 'ahead' ? 'comingUp' : 'earlier';
  };
  const latestFirst = (a: T, b: T) => compare(near(a), near(b)) || b.live - a.live || b.startsAt - a.startsAt;
  const soonestFirst = (a: T, b: T) => compare(near(a), near(b)) || a.startsAt - b.startsAt;
  const of = (group: keyof EventGroups<T>) => events.filter((event) => groupOf(event) === group);
  return {
    live: of('live').sort(latestFirst),
    waiting: of('waiting').sort(latestFirst),
    comingUp: of('comingUp').sort(soonestFirst),
    earlier: of('earlier').sort(latestFirst),
  };
}

/** Adds distances to the list of all events; the list of nearby events has only those with a venue. */
export function withDistances<T extends Listed>(all: readonly T[], nearby: readonly T[]): T[] {
  const distances = new Map(nearby.map(({ id, distanceM }) => [id, distanceM]));
  return all.map((event) => {
    const distanceM = distances.get(event.id);
    return distanceM === undefined ? event : { ...event, distanceM };
  });
}
