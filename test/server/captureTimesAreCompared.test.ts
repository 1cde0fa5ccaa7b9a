import { describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { filmingOn } from '../support/filming.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig({ isPlain: true });
const { film } = filmingOn(rig);
const { event } = await rig.openEvent();

const pageNow = () => performance.timeOrigin + performance.now();
/** Frames are 50 ms apart, but a busy machine may take long to the server and back. */
const recentMs = 3_000;

describe('a phone compares the capture timestamps of its frames with when it captured them', () => {
  it('for which the server repeatedly sends it the timestamp of a frame that has just arrived', async () => {
    const { socket } = await film(event.id, 1);
    for (let sample = 0; sample < 2; sample += 1) {
      const { phoneMs } = await socket.nextNotice<{ phoneMs: number }>('frameCaptured');
      expect(pageNow() - phoneMs).toBeGreaterThan(0);
      expect(pageNow() - phoneMs).toBeLessThan(recentMs);
    }
  });

  it('and viewers get the error, but not while the phone’s clock is doubted', async () => {
    const { socket, id } = await film(event.id, 2);
    const clockOf = async () => {
      const { body } = await rig.http(`/api/events/${event.id}/perspectives`);
      const { perspectives } = body as { perspectives: Perspective[] };
      return perspectives.find((each) => each.id === id)?.clock;
    };
    const report = (offsetMs: number, captureTimeErrorMs: number) =>
      socket.must('reportClock', { offsetMs, boundMs: 5, cameraDelayMs: 0, captureTimeErrorMs });
    await socket.nextNotice('frameCaptured');
    await report(0, -12);
    expect(await clockOf()).toMatchObject({ isDoubted: false, captureTimeErrorMs: -12 });
    await report(300, -40);
    expect(await clockOf()).toMatchObject({ isDoubted: true, captureTimeErrorMs: -12 });
  });
});
