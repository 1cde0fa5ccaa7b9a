import { Device, detectDevice, type types } from 'mediasoup-client';
import type { Kind } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';

/** RTP header extension with the capture time of a frame, on the phone's clock; browsers offer it only if forced. */
const absCaptureTime = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

/** The handler of an engine, by what no other engine has: for browsers that hide their user agent, or have one of their own. */
function handlerByFeatures(): types.BuiltinHandlerName | null {
  if ('mozInnerScreenX' in window) return 'Firefox120';
  if ('GestureEvent' in window) return 'Safari12';
  // Unified plan and encodings per transceiver, which this handler is about.
  return 'setCodecPreferences' in RTCRtpTransceiver.prototype ? 'Chrome111' : null;
}

/**
 * Which of mediasoup-client's handlers fits this browser; null if WebRTC is missing or too old. The library goes by the
 * user agent, and knows no other than the usual ones.
 */
function findHandler(): types.BuiltinHandlerName | null {
  if (typeof RTCPeerConnection !== 'function' || typeof RTCRtpTransceiver !== 'function') return null;
  const found = detectDevice() ?? handlerByFeatures();
  // `Safari12` adds simulcast to an offer by SSRCs, which today's WebKit does not offer: it names layers by rids, like all
  // others. `Chrome74` is the same handler but for that (whereby/sdk, pull requests 499 and 521).
  return found === 'Safari12' ? 'Chrome74' : found;
}
const handlerName = findHandler();

export const hasWebRtc = handlerName !== null;

let loaded: Promise<Device> | undefined;

/** What browser and server both support; the same for every transport of a page. */
export function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<Device> {
  loaded ??= (async () => {
    const device = await Device.factory({
      ...(handlerName && { handlerName }),
      forcedRtpExtensions: { [absCaptureTime]: true },
    });
    await device.load({ routerRtpCapabilities });
    return device;
  })();
  return loaded;
}

/**
 * The capabilities to receive with. mediasoup-client lists abs-capture-time for video only, but browsers accept it for
 * audio, too, if it is offered.
 */
export function playableOf({ recvRtpCapabilities }: Device, offered: RtpCapabilities): RtpCapabilities {
  const { codecs = [], headerExtensions = [] } = recvRtpCapabilities;
  const has = (kind: Kind) => headerExtensions.some((each) => each.uri === absCaptureTime && each.kind === kind);
  const missing = offered.headerExtensions.filter((each) => each.uri === absCaptureTime && !has(each.kind));
  return { codecs, headerExtensions: [...headerExtensions, ...missing] } as RtpCapabilities;
}
