import type { FirstTiles } from '../../../shared/conversations/viewer.ts';
import type { Role } from '../../../shared/domain.ts';
import type { RtpCapabilities } from '../../../shared/rtp.ts';
import { rest } from '../../connection/rest.ts';
import { loadDevice, playableOf } from '../../media/device.ts';

/** They come sooner than the connection, or are not waited for. */
const atMostMs = 500;
const widthPx = 320;

const findPlayable = (): Promise<RtpCapabilities | null> =>
  rest
    .media()
    .then(async ({ rtpCapabilities }) => playableOf(await loadDevice(rtpCapabilities), rtpCapabilities))
    .catch(() => null);

/**
 * What a first grid will most likely want, before it is drawn and knows its sizes: all that fit, as small tiles. What the
 * browser plays is found out while the connection is being made; null where it is not found out by then, after the
 * first call, where nobody looks, and for moderators, who choose what flows.
 */
export function readyFirstTiles(role: Role): (most: number) => Promise<FirstTiles | null> {
  let playable = role === 'viewer' ? findPlayable() : null;

  return async (most) => {
    if (document.visibilityState === 'hidden') return null;
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), atMostMs));
    const rtpCapabilities = await Promise.race([playable, late]);
    playable = null;
    return rtpCapabilities && { rtpCapabilities, most, widthPx };
  };
}
