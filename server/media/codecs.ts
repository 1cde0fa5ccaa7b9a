import type { types } from 'mediasoup';
import type { RtpCapabilities } from '../../shared/rtp.ts';

/**
 * What routers speak. VP8 first: every browser sends and switches it in simulcast. H264 for phones that have it in
 * hardware. No AV1: its dependency descriptor has been an overflow in the worker, and no phone needs it here.
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

/** Left to itself a phone says "turn me" beside the picture, and Firefox and recorders ignore it: let it encode turned. */
const orientation = 'urn:3gpp:video-orientation';

export function offeredCapabilities(router: types.Router): RtpCapabilities {
  const { codecs = [], headerExtensions = [] } = router.rtpCapabilities;
  return {
    codecs,
    headerExtensions: headerExtensions.filter((extension) => extension.uri !== orientation),
  } as RtpCapabilities;
}
