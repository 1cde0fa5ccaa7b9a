import { describe, expect, it } from 'vitest';
import { isPoorUplink } from '../../client/publishing/healthReports.ts';

const check = (sent: number, lost: number, isStarved = false) => ({ sent, lost, isStarved });
const times = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each);

describe('the connection of a phone is poor', () => {
  it.each([
    ['nothing is known', [], false],
    ['little is lost', times(5, check(300, 10)), false],
    ['much is lost, for seconds', times(5, check(300, 60)), true],
    ['much was lost for a moment', [check(300, 90), ...times(4, check(300, 0))], false],
    // While nobody watches: ten packets a second.
    ['two of few packets are lost', [check(20, 0), check(20, 2)], false],
    ['a third of few packets is lost all the time', times(5, check(20, 7)), true],
    ['it was limited for a moment, as at the start', times(2, check(300, 0, true)), false],
    ['it has been limited for some seconds', times(3, check(300, 0, true)), true],
    ['it was limited until now', [...times(4, check(300, 0, true)), check(300, 0)], false],
  ])('or not: %s', (_, checks, isPoor) => {
    expect(isPoorUplink(checks)).toBe(isPoor);
  });
});
