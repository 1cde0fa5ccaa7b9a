import type { LayerEncoding } from '../../shared/layers.ts';

/** While nobody watches, the smallest layer is kept for stills and for the next viewer; bit/s, frames/s. */
const idle = { maxBitrate: 80_000, maxFramerate: 8 };

/** Sends or stops audio, without negotiation. */
export async function limitSound(sender: RTCRtpSender, isSent: boolean): Promise<void> {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) encoding.active = isSent;
  await sender.setParameters(parameters);
}

/**
 * Sends the layers of `picture` up to this one and stops those above, without negotiation. Null: nobody watches, only the
 * smallest layer is sent, slowed. `setParameters` is called only if something changes.
 */
export async function limitLayers(
  sender: RTCRtpSender,
  layer: number | null,
  picture: readonly LayerEncoding[],
): Promise<void> {
  const parameters = sender.getParameters();
  let isOther = false;
  for (const [index, encoding] of parameters.encodings.entries()) {
    const layered = picture[index];
    if (!layered) continue;
    const { maxBitrate, maxFramerate } = layered;
    const next = {
      active: layered.active && index <= (layer ?? 0),
      scaleResolutionDownBy: layered.scaleResolutionDownBy,
      maxBitrate: layer === null ? Math.min(maxBitrate, idle.maxBitrate) : maxBitrate,
      maxFramerate: layer === null ? Math.min(maxFramerate, idle.maxFramerate) : maxFramerate,
    };
    isOther ||= (Object.keys(next) as (keyof typeof next)[]).some((name) => encoding[name] !== next[name]);
    Object.assign(encoding, next);
  }
  if (isOther) await sender.setParameters(parameters);
}
