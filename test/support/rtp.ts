import type { DtlsParameters, RtpCapabilities, RtpParameters } from '../../shared/rtp.ts';

/** RTP and DTLS parameters like a browser's: enough for the server to make producers and consumers. */

export const cameraId = (n: number) => `camera-${String(n).padStart(20, '0')}`;

export const dtls: DtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};

/** Its header extension's id, in the first packet of a frame. */
export const absCaptureTimeId = 2;
const absCaptureTime = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time' as const;

export function videoParameters(ssrc = 1_111): RtpParameters {
  return {
    mid: '0',
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'transport-cc' }],
      },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
    encodings: [{ ssrc }],
    rtcp: { cname: `cname-${ssrc}` },
  };
}

/** The same picture in several layers, from small to large. */
export function simulcastParameters(ssrcs: readonly number[]): RtpParameters {
  const parameters = videoParameters(ssrcs[0]);
  const headerExtensions = [...(parameters.headerExtensions ?? []), { uri: absCaptureTime, id: absCaptureTimeId }];
  return { ...parameters, headerExtensions, encodings: ssrcs.map((ssrc) => ({ ssrc })) };
}

export function audioParameters(ssrc = 2_222): RtpParameters {
  return {
    mid: '1',
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc }],
    rtcp: { cname: `cname-${ssrc}` },
  };
}

/** Capabilities of a viewer that can receive all that the server offers. */
export const receiving = (offered: RtpCapabilities): RtpCapabilities => offered;
