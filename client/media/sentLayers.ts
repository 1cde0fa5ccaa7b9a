import type { LayerEncoding } from '../../shared/layers.ts';

/** While nobody watches the smallest layer is kept up for stills, and to be there at once for who comes; bit/s, frames/s. */
const idle = { maxBitrate: 80_000, maxFramerate: 8 };

/** Sends a sound or stops it. Without negotiation, so at once. */
export async function limitSound(sender: RTCRtpSender, isSent: boolean): Promise<void> {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) encoding.active = isSent;
  await sender.setParameters(parameters);
}

/** Sends the layers up to this one and stops those above; null: nobody watches. Without negotiation, so at once. */
export async function limitLayers(
  sender: RTCRtpSender,
  layer: number | null,
  announced: readonly LayerEncoding[],
): Promise<void> {
  const parameters = sender.getParameters();
  for (const [index, encoding] of parameters.encodings.entries()) {
    const { maxBitrate, maxFramerate } = announced[index] ?? {};
    encoding.active = index <= (layer ?? 0);
    if (maxBitrate === undefined || maxFramerate === undefined) continue;
    encoding.maxBitrate = layer === null ? Math.min(maxBitrate, idle.maxBitrate) : maxBitrate;
    encoding.maxFramerate = layer === null ? Math.min(maxFramerate, idle.maxFramerate) : maxFramerate;
  }
  await sender.setParameters(parameters);
}
