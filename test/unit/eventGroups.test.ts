import { describe, expect, it } from 'vitest';
import { groupEvents, withDistances } from '../../client/home/eventGroups.ts';

const now = Date.parse('2026-06-21T20:00:00Z');
const hours = (n: number) => now + n * 3_600_000;
const event = (id: string, startsAt: number, live = 0, distanceM?: number) => ({
  id,
  startsAt,
  live,
  ...(distanceM === undefined ? {} : { distanceM }),
});
const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id).join(' ');

describe('events are grouped', () => {
  it('live while somebody films, even before the start; waiting within 12 h of the start; else coming up or earlier', () => {
    const { live, waiting, comingUp, earlier } = groupEvents(
      [
        event('lastWeek', hours(-170)),
        event('lastWeekStillFilmed', hours(-170), 1),
        event('began', hours(-2)),
        event('tomorrow', hours(20)),
        event('soon', hours(1)),
        event('rehearsed', hours(3), 4),
        event('thisMorning', hours(-12)),
      ],
      now,
    );
    expect(ids(live)).toBe('rehearsed lastWeekStillFilmed');
    expect(ids(waiting)).toBe('began');
    expect(ids(comingUp)).toBe('soon tomorrow');
    expect(ids(earlier)).toBe('thisMorning lastWeek');
  });

  it('nearest first if distances are known, those without a venue last', () => {
    const all = [event('nowhere', hours(-1), 9), event('far', hours(-1), 5), event('near', hours(-1), 1)];
    const nearby = [event('near', hours(-1), 1, 80), event('far', hours(-1), 5, 4_000)];
    expect(ids(groupEvents(withDistances(all, nearby), now).live)).toBe('near far nowhere');
    expect(ids(groupEvents(all, now).live)).toBe('nowhere far near');
  });
});
