import type { ShownLimits } from '../../../shared/deviceLimits.ts';
import { words } from '../../words/words.ts';

/** What this device is able to show, and how many tiles it shows of those that are wished for. */
export type DeviceShown = ShownLimits & { shown: number; wished: number };

/** What a busy device does not show, as a sentence; null if it shows everything. */
export function givenUpOf({ shown, wished, tiles, most, hasFewerFrames, isSmaller }: DeviceShown): string | null {
  const { device } = words.sync;
  if (tiles < most && shown < wished) return device.tiles(shown, wished);
  if (wished === 0) return null;
  if (isSmaller) return device.size;
  return hasFewerFrames ? device.frames : null;
}
