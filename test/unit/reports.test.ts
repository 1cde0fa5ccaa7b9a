import { describe, expect, it } from 'vitest';
import { gravestOf, type Report, urgencyOf } from '../../shared/reports.ts';

const minute = 60_000;
const now = 100 * minute;
const reported = (reason: Report['reason'], minutesAgo = 0, count = 1): Report[] =>
  Array.from({ length: count }, () => ({ reason, at: now - minutesAgo * minute }));

describe('how soon somebody should look', () => {
  it.each([
    ['nothing was reported', [], 0],
    ['one finds it dull', reported('spam'), 2],
    ['three find it dull', reported('spam', 0, 3), 6],
    ['somebody is in danger', reported('danger'), 10],
    ['it was five minutes ago', reported('danger', 5), 5],
    ['it was ten minutes ago', reported('danger', 10), 2.5],
    ['several say several things', [...reported('danger'), ...reported('other', 5, 2)], 11],
  ])('%s', (_, reports, urgency) => {
    expect(urgencyOf(reports, now)).toBe(urgency);
  });

  it('puts one report of danger before four of `other`, and many before one', () => {
    expect(urgencyOf(reported('danger'), now)).toBeGreaterThan(urgencyOf(reported('spam', 0, 4), now));
    expect(urgencyOf(reported('spam', 0, 20), now)).toBeGreaterThan(urgencyOf(reported('danger'), now));
  });

  it('is summed up by the gravest of the reasons', () => {
    expect(gravestOf([...reported('spam', 0, 9), ...reported('privacy')])).toBe('privacy');
    expect(gravestOf([])).toBeNull();
  });
});
