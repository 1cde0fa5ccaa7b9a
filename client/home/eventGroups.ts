import type { ListedEvent } from '../../shared/rest.ts';

export type EventGroups = {
  onNow: readonly ListedEvent[];
  comingUp: readonly ListedEvent[];
  earlier: readonly ListedEvent[];
};

/** An event has no end: where nobody films this long after its start, it was earlier (a long night). */
const overAfterMs = 12 * 3_600_000;

export function isOver({ live, startsAt }: ListedEvent, nowMs: number): boolean {
  return live === 0 && nowMs - startsAt >= overAfterMs;
}

const near = ({ distanceM = Number.POSITIVE_INFINITY }: ListedEvent) => distanceM;
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Near ones first where distances are known; else those that most people film, then by time. */
export function groupEvents(events: readonly ListedEvent[], nowMs: number): EventGroups {
  const groupOf = (event: ListedEvent): keyof EventGroups => {
    if (event.live === 0 && event.startsAt > nowMs) return 'comingUp';
    return isOver(event, nowMs) ? 'earlier' : 'onNow';
  };
  const latestFirst = (a: ListedEvent, b: ListedEvent) =>
    compare(near(a), near(b)) || b.live - a.live || b.startsAt - a.startsAt;
  const soonestFirst = (a: ListedEvent, b: ListedEvent) => compare(near(a), near(b)) || a.startsAt - b.startsAt;
  const of = (group: keyof EventGroups) => events.filter((event) => groupOf(event) === group);
  return {
    onNow: of('onNow').sort(latestFirst),
    comingUp: of('comingUp').sort(soonestFirst),
    earlier: of('earlier').sort(latestFirst),
  };
}

/** All events, those with a place with their distance: a question for what is near leaves out what is nowhere. */
export function withDistances(all: readonly ListedEvent[], nearby: readonly ListedEvent[]): ListedEvent[] {
  const distances = new Map(nearby.map(({ id, distanceM }) => [id, distanceM]));
  return all.map((event) => {
    const distanceM = distances.get(event.id);
    return distanceM === undefined ? event : { ...event, distanceM };
  });
}
