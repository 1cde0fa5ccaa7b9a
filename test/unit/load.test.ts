import { describe, expect, it, test } from 'vitest';
import { type Candidate, chooseWorker, fullWorker, shareOf, sumOf } from '../../shared/load.ts';

test.each([
  [{ bps: 175e6, packets: 0, cpu: 0 }, 0.5],
  [{ bps: 0, packets: 45_000, cpu: 0 }, 1],
  [{ bps: 35e6, packets: 4_500, cpu: 0.72 }, 0.8],
])('a worker is as full as what it has least of: %j is %f', (load, share) => {
  expect(shareOf(load, fullWorker)).toBeCloseTo(share);
});

test('loads add up', () => {
  expect(sumOf([])).toEqual({ bps: 0, packets: 0, cpu: 0 });
  expect(
    sumOf([
      { bps: 1, packets: 2, cpu: 0.1 },
      { ...fullWorker, cpu: 0.2 },
    ]).packets,
  ).toBe(45_002);
});

describe('the worker for something new of an event', () => {
  const candidates = (...shares: [share: number, isUsed: boolean][]): Candidate<number>[] =>
    shares.map(([share, isUsed], on) => ({ on, share, isUsed }));

  it.each([
    ['stays where the event is', candidates([0, false], [0.6, true]), 1],
    ['prefers the first of its own', candidates([0.6, true], [0.1, true]), 0],
    ['moves on once that is filled to 70 %', candidates([0.7, true], [0.3, false], [0.2, false]), 2],
    ['goes to the emptiest where it is nowhere yet', candidates([0.3, false], [0.2, false]), 1],
    ['fills up what is left once all are filled to 70 %', candidates([0.95, true], [0.8, false], [0.9, true]), 1],
    ['is refused once all are full', candidates([1, true], [1.2, false]), null],
    ['is refused where there is nothing', [], null],
  ])('%s', (_, given, expected) => {
    expect(chooseWorker(given)).toBe(expected);
  });
});
