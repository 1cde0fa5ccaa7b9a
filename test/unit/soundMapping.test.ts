import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { expect, it } from 'vitest';
import { createSoundMapping } from '../../server/media/soundMapping.ts';

it('the mapping of a sound is told when it is known, to those who come later, and when the clocks have drifted', () => {
  const producer = Object.assign(new EventEmitter(), { enableTraceEvent: async () => undefined });
  const mapping = createSoundMapping();
  mapping.followProducer(producer as unknown as types.Producer);
  const ntpEpochSeconds = 2_208_988_800;
  const report = (second: number, driftMs: number) =>
    producer.emit('trace', {
      type: 'sr',
      timestamp: second * 1_000,
      info: { ssrc: 1, ntpSec: ntpEpochSeconds + second, ntpFrac: 0, rtpTs: second * 48_000 - driftMs * 48 },
    });
  const told: number[] = [];
  mapping.follow(({ phoneMs }) => told.push(phoneMs));
  report(5, 0);
  report(10, 3);
  report(15, 9);
  // A phone that reports more often, and each time otherwise, is told of no more often.
  report(16, 90);
  expect(told).toEqual([5_000, 15_000]);
  const late: number[] = [];
  const stop = mapping.follow(({ phoneMs }) => late.push(phoneMs));
  stop();
  report(7_200, 9);
  expect(late).toEqual([15_000]);
  expect(told.at(-1)).toBe(7_200_000);
  // Another microphone: who comes now must not get the mapping of the one before.
  mapping.followProducer(producer as unknown as types.Producer);
  const next: number[] = [];
  mapping.follow(({ phoneMs }) => next.push(phoneMs));
  expect(next).toEqual([]);
});
