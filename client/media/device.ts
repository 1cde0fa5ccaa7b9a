import { Device, detectDevice, type types } from 'mediasoup-client';
import type { Kind } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';

/** Carries the instant a frame was taken, on the phone's clock; browsers leave it out unless it is forced. */
const absCaptureTime = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

/**
 * Which of the library's handlers fits this browser; null where its WebRTC is missing, or too old. The library goes by
 * names: one that hides its own, or says it to secure addresses alone, has what the newest handler needs if it can choose
 * codecs, which came last (Firefox 128).
 */
function findHandler(): types.BuiltinHandlerName | null {
  if (typeof RTCPeerConnection !== 'function' || typeof RTCRtpTransceiver !== 'function') return null;
  return detectDevice() ?? ('setCodecPreferences' in RTCRtpTransceiver.prototype ? 'Chrome111' : null);
}
const handlerName = findHandler();

export const hasWebRtc = handlerName !== null;

let loaded: Promise<Device> | undefined;

/** The browser's media abilities against the server's; the same for every transport of a page. */
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
 * What this browser plays of what is offered. The library lists the capture time for video only, but browsers accept it
 * for sound too, if offered.
 */
export function playableOf({ recvRtpCapabilities }: Device, offered: RtpCapabilities): RtpCapabilities {
  const { codecs = [], headerExtensions = [] } = recvRtpCapabilities;
  const has = (kind: Kind) => headerExtensions.some((each) => each.uri === absCaptureTime && each.kind === kind);
  const missing = offered.headerExtensions.filter((each) => each.uri === absCaptureTime && !has(each.kind));
  return { codecs, headerExtensions: [...headerExtensions, ...missing] } as RtpCapabilities;
}
