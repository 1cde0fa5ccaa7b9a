import type { types } from 'mediasoup';
import type { RtpCapabilities } from '../../shared/rtp.ts';

/**
 * VP8 first: every browser sends it in simulcast and switches its layers. H264 for phones that encode it in hardware.
 * No AV1: its dependency descriptor has caused an overflow in the worker, and no phone needs it here.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, preferredPayloadType: 100 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, preferredPayloadType: 101 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    preferredPayloadType: 103,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/**
 * Left out of the offer, so that phones encode the picture upright: with it they send the rotation beside the picture,
 * and Firefox and recorders ignore that.
 */
const orientation = 'urn:3gpp:video-orientation';

export function offeredCapabilities(router: types.Router): RtpCapabilities {
  const { codecs = [], headerExtensions = [] } = router.rtpCapabilities;
  return {
    codecs,
    headerExtensions: headerExtensions.filter((extension) => extension.uri !== orientation),
  } as RtpCapabilities;
}
