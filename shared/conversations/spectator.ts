import { z } from 'zod';
import { request } from '../conversation.ts';
import { cameraIdSchema, kindSchema, labelSchema, type Perspective, placeSchema } from '../domain.ts';
import type { TransportOffer } from '../rtp.ts';
import { dtlsParametersSchema, type IceParameters, type RtpCapabilities, rtpParametersSchema } from '../rtp.ts';
import { timeRequests } from './time.ts';

const transport = z.string().min(1).max(64);

/** What a phone may ask. */
export const spectatorRequests = {
  ...timeRequests,
  /** Takes the camera's tile, the same one if it was here before, and opens a fresh uplink. */
  goLive: request(z.object({ cameraId: cameraIdSchema, label: labelSchema, place: placeSchema }).strict()).replies<{
    perspective: OwnPerspective;
    rtpCapabilities: RtpCapabilities;
    transport: TransportOffer;
  }>(),
  connectUplink: request(z.object({ transport, dtlsParameters: dtlsParametersSchema }).strict()).replies<object>(),
  /** Keeps the uplink over a new socket or network; refused with `notYet` where it is gone: then go live again. */
  restartUplink: request(z.object({ cameraId: cameraIdSchema, transport }).strict()).replies<{
    perspective: OwnPerspective;
    iceParameters: IceParameters;
  }>(),
  produce: request(z.object({ transport, kind: kindSchema, rtpParameters: rtpParametersSchema }).strict()).replies<{
    producer: string;
  }>(),
  /** The whole wish: which tracks flow. */
  setTracks: request(z.object({ video: z.boolean(), audio: z.boolean() }).strict()).replies<object>(),
  /** What this phone found of its own clock by exchanges of time, and of its camera by a sync check; all in ms. */
  reportClock: request(
    z
      .object({
        offsetMs: z.number().min(-1e13).max(1e13),
        boundMs: z.number().min(0).max(60_000),
        cameraDelayMs: z.number().min(0).max(1_000),
      })
      .strict(),
  ).replies<object>(),
  setPlace: request(z.object({ place: placeSchema }).strict()).replies<object>(),
  endLive: request(z.object({}).strict()).replies<object>(),
};

/** One's own perspective: what others see of it, and how many do. */
export type OwnPerspective = Perspective & { watching: number };

/** What a phone is told. */
export type SpectatorNotices = {
  perspectiveChanged: OwnPerspective;
  /** The media server died: go live again, the tile is kept. */
  stageLost: object;
  /** This camera went live somewhere else, or a moderator removed it. */
  ended: { why: 'takenOver' | 'removed' };
};
