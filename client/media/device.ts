import { Device } from 'mediasoup-client';
import type { RtpCapabilities } from '../../shared/rtp.ts';

/** Carries the instant a frame was taken, on the phone's clock; browsers leave it out unless it is forced. */
export const absCaptureTime = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

let loaded: Promise<Device> | undefined;

/** The browser's media abilities against the server's; the same for every transport of a page. */
export function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<Device> {
  loaded ??= (async () => {
    const device = await Device.factory({ forcedRtpExtensions: { [absCaptureTime]: true } });
    await device.load({ routerRtpCapabilities });
    return device;
  })();
  return loaded;
}
