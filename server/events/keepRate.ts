import { judgeRate, type SentRate, weightOf } from '../../shared/uplinkRate.ts';
import type { Camera, LiveCameras } from './liveCameras.ts';
import type { Now } from './ports.ts';

/** Watches what phones send: one that sends far more than was agreed on is warned, then ended; others pay for it. */
export function createKeepRate({
  liveCameras,
  now,
  agreedBps,
}: {
  liveCameras: LiveCameras;
  now: Now;
  agreedBps: number;
}) {
  // By camera, which is another one after each return; gone with it.
  const watched = new WeakMap<Camera, { aboveMs: number; at: number }>();

  return {
    async measured(camera: Camera, sent: SentRate): Promise<void> {
      const at = now();
      const bps = weightOf(sent);
      const before = watched.get(camera) ?? { aboveMs: 0, at };
      const { aboveMs, verdict } = judgeRate(before.aboveMs, { bps, agreedBps, elapsedMs: at - before.at });
      watched.set(camera, { aboveMs, at });
      if (verdict === 'warn') camera.phone?.warned('tooMuch');
      if (verdict !== 'end' || liveCameras.find(camera.record.id) !== camera) return;
      camera.phone?.ended('tooMuch');
      await liveCameras.takeOff(camera);
    },
  };
}

export type KeepRate = ReturnType<typeof createKeepRate>;
