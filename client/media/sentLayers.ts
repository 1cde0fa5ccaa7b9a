import type { LayerEncoding } from '../../shared/layers.ts';
import type { LayerFrames } from './layerRestarts.ts';

/** While nobody watches, the smallest layer is kept for stills and for the next viewer; bit/s, frames/s. */
const idle = { maxBitrate: 80_000, maxFramerate: 8 };

/** The layers of `picture` up to this one. Null: nobody watches, only the smallest layer is sent, slowed. */
export function limitedLayers(layer: number | null, picture: readonly LayerEncoding[]): LayerEncoding[] {
  return picture.map(({ active, scaleResolutionDownBy, maxBitrate, maxFramerate }, index) => ({
    active: active && index <= (layer ?? 0),
    scaleResolutionDownBy,
    maxBitrate: layer === null ? Math.min(maxBitrate, idle.maxBitrate) : maxBitrate,
    maxFramerate: layer === null ? Math.min(maxFramerate, idle.maxFramerate) : maxFramerate,
  }));
}

/** Sends these layers and stops the others, without negotiation. `setParameters` is called only if something changes. */
export async function limitLayers(
  sender: RTCRtpSender,
  layer: number | null,
  picture: readonly LayerEncoding[],
): Promise<void> {
  const parameters = sender.getParameters();
  const limited = limitedLayers(layer, picture);
  let isOther = false;
  for (const [index, encoding] of parameters.encodings.entries()) {
    const next = limited[index];
    if (!next) continue;
    isOther ||= (Object.keys(next) as (keyof typeof next)[]).some((name) => encoding[name] !== next[name]);
    Object.assign(encoding, next);
  }
  if (isOther) await sender.setParameters(parameters);
}

/** Frames sent of the largest active layer and of the smallest; null if that is the only one. */
export async function framesOfLayers(sender: RTCRtpSender): Promise<{ rid: string; frames: LayerFrames } | null> {
  const active = sender.getParameters().encodings.filter((encoding) => encoding.active);
  const [smallest, largest] = [active[0]?.rid, active.at(-1)?.rid];
  if (!smallest || !largest || smallest === largest) return null;
  const stats = [...(await sender.getStats()).values()].filter(({ type }) => type === 'outbound-rtp');
  const framesOf = (rid: string): number => stats.find((entry) => entry.rid === rid)?.framesSent ?? 0;
  return { rid: largest, frames: { largest: framesOf(largest), smallest: framesOf(smallest) } };
}
