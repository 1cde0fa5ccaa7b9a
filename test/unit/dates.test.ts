import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, isDate, isoOf } from '../../client/dates.ts';
import { listedEvents } from '../../client/home/listedEvents.ts';
import { clockOf, dayOf, untilOf, whenOf } from '../../client/home/when.ts';
import { agoIn } from '../../client/talk/ago.ts';

const now = Date.UTC(2026, 10, 28, 20);
const dayMs = 86_400_000;

describe('any date of a server can be shown', () => {
  it.each([9e15, -9e15, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d is no date', (ms) => {
    expect(isDate(ms)).toBe(false);
    expect(isoOf(ms)).toBe(undefined);
    expect(dateIn(new Intl.DateTimeFormat('en'), ms)).toBe('–');
    expect([whenOf(ms, now), untilOf(ms, now), clockOf(ms), dayOf(ms, now)]).toEqual(['–', '–', '–', '–']);
  });

  it('never throws, and fits into one line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(8.64e15, -8.64e15)), (ms) => {
        for (const text of [whenOf(ms, now), untilOf(ms, now), dayOf(ms, now), agoIn('en', ms)]) {
          expect(text.length).toBeLessThan(60);
        }
      }),
    );
  });

  it('a day of another year has the year, and distant events are counted in months and years', () => {
    expect(dayOf(now + dayMs, now)).not.toContain('2026');
    expect(dayOf(now + 40 * dayMs, now)).toContain('2027');
    expect(untilOf(now + 50 * dayMs, now)).toContain('50');
    expect(untilOf(now + 91 * dayMs, now)).toMatch(/\b3\b/);
    expect(untilOf(now + 1_096 * dayMs, now)).toMatch(/\b3\b/);
  });
});

describe('a list of events', () => {
  it('drops only events that cannot be shown', () => {
    const good = { id: 'concert', title: 'Concert', startsAt: now, live: 2, doors: 'open' };
    const found = listedEvents([good, null, 7, {}, { ...good, id: '../x' }, { ...good, id: 'many', live: -1 }]);
    expect(found.map(({ id, live }) => [id, live])).toEqual([
      ['concert', 2],
      ['many', 0],
    ]);
    expect(found[0]).toEqual(good);
    expect(listedEvents({ not: 'a list' })).toEqual([]);
  });
});
