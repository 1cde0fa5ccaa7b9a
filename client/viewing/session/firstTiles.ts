import type { FirstTiles } from '../../../shared/conversations/viewer.ts';
import type { Role } from '../../../shared/domain.ts';
import type { RtpCapabilities } from '../../../shared/rtp.ts';
import { rest } from '../../connection/rest.ts';
import { loadDevice, playableOf } from '../../media/device.ts';

/** Codecs are known sooner than the socket is open; a slower answer is not waited for. */
const waitMs = 500;
const widthPx = 320;

const findPlayable = (): Promise<RtpCapabilities | null> =>
  rest
    .media()
    .then(async ({ rtpCapabilities }) => playableOf(await loadDevice(rtpCapabilities), rtpCapabilities))
    .catch(() => null);

/**
 * A guess at the first grid's wish, before its layout is known: as many small tiles as fit. Null on a hidden page, for
 * moderators, on later calls, or if this browser's codecs are not known in time.
 */
export function readyFirstTiles(role: Role): (most: number) => Promise<FirstTiles | null> {
  let playable = role === 'viewer' ? findPlayable() : null;

  return async (most) => {
    if (document.visibilityState === 'hidden') return null;
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), waitMs));
    const rtpCapabilities = await Promise.race([playable, late]);
    playable = null;
    return rtpCapabilities && { rtpCapabilities, most, widthPx };
  };
}
