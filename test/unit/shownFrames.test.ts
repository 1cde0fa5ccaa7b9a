import { expect, it } from 'vitest';
import { createTileSync } from '../../client/sync/tileSync.ts';

it('a tile counts its frames, those the device showed late, and those it did not show', () => {
  const times = {
    source: () => 'arrival' as const,
    captureOf: () => null,
    poll: () => undefined,
    newestRtp: () => null,
    rtpMapped: () => undefined,
  };
  const tile = createTileSync(
    'a',
    times,
    () => 0,
    () => 120,
  );
  for (const lateMs of [-3, 12, 24, 90, 310]) tile.frameShown(1_000, 1_200, lateMs);
  tile.framesDropped(1);
  expect(tile.shownFrames()).toEqual({ shown: 5, late: 2, lateMs: 400, dropped: 1 });
});
