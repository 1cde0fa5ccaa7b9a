import { judgeRate, type SentRate, weightOf } from '../../shared/uplinkRate.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Now } from './ports/clocks.ts';

type Parts = { liveCameras: LiveCameras; now: Now; agreedBps: number };

/** Warns, then ends phones that send far more than agreed: all others share the bandwidth of the server. */
export function createKeepRate({ liveCameras, now, agreedBps }: Parts) {
  // A camera that comes back is a new object, so its state starts afresh.
  const watched = new WeakMap<LiveCamera, { aboveMs: number; at: number }>();

  return {
    async measured(camera: LiveCamera, sent: SentRate): Promise<void> {
      const at = now();
      const bps = weightOf(sent);
      const before = watched.get(camera) ?? { aboveMs: 0, at };
      const { aboveMs, verdict } = judgeRate(before.aboveMs, { bps, agreedBps, elapsedMs: at - before.at });
      watched.set(camera, { aboveMs, at });
      if (verdict === 'warn') camera.phone?.warned('tooMuch');
      if (verdict !== 'end' || !liveCameras.isLive(camera)) return;
      camera.phone?.ended('tooMuch');
      await liveCameras.takeOff(camera);
    },
  };
}

export type KeepRate = ReturnType<typeof createKeepRate>;
