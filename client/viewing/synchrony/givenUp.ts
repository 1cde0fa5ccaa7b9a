import type { ShownLimits } from '../../../shared/deviceLimits.ts';
import { words } from '../../words/words.ts';

/** What this device is able to show, and how many tiles it shows of those that are wished for. */
export type DeviceShown = ShownLimits & { shown: number; wished: number };

/** What a busy device does not show, as a sentence and in two words; null if it shows everything. */
export function givenUpOf({ shown, wished, tiles, most, hasFewerFrames, isSmaller }: DeviceShown) {
  const { device } = words.sync;
  if (tiles < most && shown < wished)
    return { text: device.tiles(shown, wished), brief: device.tilesBrief(shown, wished) };
  if (wished === 0) return null;
  if (isSmaller) return { text: device.size, brief: device.brief };
  return hasFewerFrames ? { text: device.frames, brief: device.brief } : null;
}
