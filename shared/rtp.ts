import { z } from 'zod';

/**
 * Media parameters from browsers, in mediasoup's own shapes. Only fields that are named here reach a worker: unknown
 * ones are dropped, and all lists are bounded.
 */

const parameterValue = z.union([z.string().max(2_000), z.number(), z.null()]);
const codecParameters = z.record(z.string().max(60), parameterValue);
const rtcpFeedback = z.object({ type: z.string().max(40), parameter: z.string().max(40).optional() });
const mimeType = z.string().regex(/^(audio|video)\/[A-Za-z0-9-]{1,30}$/);
const payloadType = z.number().int().min(0).max(127);
/** Extensions that mediasoup knows; it drops all others, so the type does not name them. */
type HeaderExtensionUri =
  | 'urn:ietf:params:rtp-hdrext:sdes:mid'
  | 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id'
  | 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id'
  | 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'
  | 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time'
  | 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time'
  | 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const uri = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text as HeaderExtensionUri);
const ssrc = z.number().int().min(1).max(0xffff_ffff);

export const iceParametersSchema = z.object({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.boolean().optional(),
});
export type IceParameters = z.infer<typeof iceParametersSchema>;

export type IceCandidate = {
  foundation: string;
  priority: number;
  address: string;
  ip: string;
  protocol: 'udp' | 'tcp';
  port: number;
  type: 'host' | 'srflx' | 'prflx' | 'relay';
  tcpType?: 'active' | 'passive' | 'so';
};

/** Bytes of each algorithm's digest: an empty or short fingerprint has crashed workers. */
const fingerprintBytes = { 'sha-256': 32, 'sha-384': 48, 'sha-512': 64, 'sha-1': 20, 'sha-224': 28 } as const;
const fingerprintSchema = z
  .object({
    algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
    value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})+$/),
  })
  .refine(({ algorithm, value }) => value.length === fingerprintBytes[algorithm] * 3 - 1);

export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z.array(fingerprintSchema).min(1).max(5),
});
export type DtlsParameters = z.infer<typeof dtlsParametersSchema>;

const codecSchema = z.object({
  mimeType,
  payloadType,
  clockRate: z.number().int().min(8_000).max(192_000),
  channels: z.number().int().min(1).max(8).optional(),
  parameters: codecParameters.optional(),
  rtcpFeedback: z.array(rtcpFeedback).max(20).optional(),
});

const encodingSchema = z.object({
  ssrc: ssrc.optional(),
  rid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,16}$/)
    .optional(),
  codecPayloadType: payloadType.optional(),
  rtx: z.object({ ssrc }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-3]T[1-3](h|_KEY|_KEY_SHIFT)?$/)
    .optional(),
  maxBitrate: z.number().int().min(1).max(50_000_000).optional(),
});

export const rtpParametersSchema = z.object({
  mid: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,16}$/)
    .optional(),
  codecs: z.array(codecSchema).min(1).max(6),
  headerExtensions: z
    .array(
      z.object({
        uri,
        // Above 14 in the two-byte form (RFC 8285), which browsers use for more than 14 extensions.
        id: z.number().int().min(1).max(255),
        encrypt: z.boolean().optional(),
        parameters: codecParameters.optional(),
      }),
    )
    .max(20)
    .optional(),
  encodings: z.array(encodingSchema).min(1).max(4),
  rtcp: z.object({ cname: z.string().max(64).optional(), reducedSize: z.boolean().optional() }).optional(),
});
export type RtpParameters = z.infer<typeof rtpParametersSchema>;

export const rtpCapabilitiesSchema = z.object({
  codecs: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        mimeType,
        preferredPayloadType: payloadType,
        clockRate: z.number().int().min(8_000).max(192_000),
        channels: z.number().int().min(1).max(8).optional(),
        parameters: codecParameters.optional(),
        rtcpFeedback: z.array(rtcpFeedback).max(20).optional(),
      }),
    )
    .min(1)
    .max(40),
  headerExtensions: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        uri,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(40),
});
export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>;

/** A transport that the media server opened; `id` is mediasoup's. */
export type MediaOffer = {
  id: string;
  iceParameters: IceParameters;
  iceCandidates: IceCandidate[];
  dtlsParameters: DtlsParameters;
};
/** The parameters that a browser connects with. */
export type TransportOffer = MediaOffer & { iceServers: IceServer[] };
export type IceServer = { urls: string[]; username: string; credential: string };
