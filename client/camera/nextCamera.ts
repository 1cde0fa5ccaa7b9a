import type { CameraChoice } from './capture.ts';

type Now = { facingMode?: string; deviceId?: string };

/**
 * The camera to flip to. A phone has up to five cameras at its back: there flipping means the other side, not the
 * next camera in the list.
 */
export function nextCamera(now: Now, cameras: readonly { deviceId: string }[]): CameraChoice | null {
  if (cameras.length < 2) return null;
  if (now.facingMode === 'user') return { facing: 'environment' };
  if (now.facingMode === 'environment') return { facing: 'user' };
  const at = cameras.findIndex(({ deviceId }) => deviceId === now.deviceId);
  const next = cameras[(at + 1) % cameras.length];
  return next?.deviceId ? { deviceId: next.deviceId } : null;
}
