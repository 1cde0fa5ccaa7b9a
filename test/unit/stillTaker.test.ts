import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createStillTaker } from '../../server/media/stillTaker.ts';
import type { StageUplink } from '../../server/media/uplink.ts';
import { encodeVp8 } from '../support/ivf.ts';
import { packetsOf } from '../support/vp8.ts';

/** An uplink whose consumer sends one key frame whenever it is resumed; `meanwhile` runs before it is paused again. */
function uplinkWith(meanwhile: (uplink: { receiversSince: number }) => void) {
  const [payload = Buffer.alloc(0)] = encodeVp8({ width: 160, height: 90 }, 1);
  const paused = Promise.withResolvers<void>();
  const consumer = Object.assign(new EventEmitter(), {
    closed: false,
    async resume() {
      for (const packet of packetsOf({ payload, rtpTime: 1, pictureId: 1 }, 7, 101, 1)) consumer.emit('rtp', packet);
    },
    async pause() {
      meanwhile(uplink);
      setImmediate(paused.resolve);
    },
    close() {},
  });
  const uplink = {
    receiversSince: 0,
    producer: () => ({ id: 'p' }),
    codec: () => 'video/vp8',
    keyFrameThrottle: { wait: async () => undefined },
    eventRouter: { direct: async () => ({ consume: async () => consumer }), router: {} },
  };
  return { uplink: uplink as unknown as StageUplink, paused: paused.promise };
}

it('a still that was captured for others than those who may receive it now is nobody’s', async () => {
  for (const [since, stills] of [
    [0, 1],
    [5, 0],
  ] as const) {
    let taken = 0;
    const { uplink, paused } = uplinkWith((mine) => Object.assign(mine, { receiversSince: since }));
    const taker = createStillTaker(
      uplink,
      () => 10,
      () => (taken += 1),
    );
    await paused;
    expect(taken).toBe(stills);
    expect(taker.newest() === null).toBe(stills === 0);
    taker.close();
  }
});
