import { z } from 'zod';
import type { Act } from '../curationLog.ts';
import {
  cameraIdSchema,
  type Doors,
  healthSchema,
  kindSchema,
  labelSchema,
  type Perspective,
  placeSchema,
} from '../domain.ts';
import type { TransportOffer } from '../rtp.ts';
import { dtlsParametersSchema, type IceParameters, type RtpCapabilities, rtpParametersSchema } from '../rtp.ts';
import { request } from '../wire.ts';
import { timeRequests } from './time.ts';

const transport = z.string().min(1).max(64);

/** Who shows the camera's id, shows that it is theirs. */
const mine = z.object({ cameraId: cameraIdSchema }).strict();

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
  /**
   * What this phone found of its own clock by exchanges of time, of its camera by a sync check, and of its frames' stamps by
   * comparing them; all in ms.
   */
  reportClock: request(
    z
      .object({
        /** A phone's clock may stand at 1970, or far ahead. */
        offsetMs: z.number().min(-5e12).max(5e12),
        boundMs: z.number().min(0).max(60_000),
        cameraDelayMs: z.number().min(0).max(1_000),
        captureTimeErrorMs: z.number().min(-100).max(100),
      })
      .strict(),
  ).replies<object>(),
  /** From now on; the server keeps no earlier place. */
  setPlace: request(z.object({ place: placeSchema }).strict()).replies<object>(),
  /** How this phone fares, for moderators; kept nowhere. */
  reportHealth: request(healthSchema).replies<object>(),
  /** What came of one's picture, and what is held; while live and after. */
  readMine: request(mine).replies<Insight>(),
  /** All that is held about this camera and its device, whole. */
  exportMine: request(mine).replies<Export>(),
  /** Deletes all of it; what is left is what could not be, and why is its name. */
  takeBack: request(mine).replies<TakenBack>(),
  endLive: request(z.object({}).strict()).replies<object>(),
};

/** One's own perspective: what others see of it, how many do, and the event's doors: `paused` is said to who waits. */
export type OwnPerspective = Perspective & { watching: number; doors: Doors };

/** Something that somebody decided about this perspective; moderators by their short id. */
export type Decision = { at: number; act: Act; by: 'moderator' | 'event'; moderator: string; why: string };

/** A kind of thing that is held about a camera or its device, and how many of it. */
export type Holding = {
  what:
    | 'record'
    | 'camera'
    | 'device'
    | 'place'
    | 'curation'
    | 'decisions'
    | 'messages'
    | 'statistics'
    | 'reportsAbout'
    | 'reportsBy'
    | 'trust'
    /** Kept until the event's retention is over, or it would not be one. */
    | 'ban'
    | 'mute';
  count: number;
};

/** What there was, and what is left, as counted before and after. */
export type TakenBack = {
  was: Holding[];
  left: Holding[];
  /** After so many seconds nothing of it is in the server's files either; null where the server cannot see to that. */
  filesWithinSeconds: number | null;
};

export type Insight = {
  /** Null where nothing is held. */
  perspective: string | null;
  watching: number;
  /** Devices that have watched it at any time, and how long all together. */
  viewers: number;
  watchedMinutes: number;
  /** ms; `to` is null while it lasts. */
  featured: { from: number; to: number | null }[];
  decisions: Decision[];
  holdings: Holding[];
  /** When all of it is gone by itself, ms; null while the event goes on. */
  until: number | null;
};

export type Export = {
  event: string;
  exportedAt: number;
  insight: Insight;
  /** Each thing held, as it is held; digests stand for ids that only the phone knows. */
  held: Record<string, unknown>;
};

/** What a phone is told. */
export type SpectatorNotices = {
  perspectiveChanged: OwnPerspective;
  /** The media server died: go live again, the tile is kept. */
  stageLost: object;
  /**
   * The highest layer that anybody wants now, 0 for the smallest: send it and those below, and stop those above. Null:
   * nobody watches, the smallest layer is kept up for stills, as slowly as the phone likes. Higher ones are told at once,
   * lower ones 5 s after the last wish. May come before the reply to `produce`: keep the newest, for whatever sends.
   * It is told anew after each `produce` of a video and each `restartUplink`. `isHeard`: whether anybody wants its sound;
   * where nobody does it is not sent, unless there is no picture. Told as soon, and as late, as layers.
   */
  wantedLayer: { layer: number | null; isHeard: boolean };
  /**
   * A frame of this phone that has just come bore this time, ms since 1970 on the phone's clock: the phone knows when it
   * took it, and reports by how much its stamps err. Told every few seconds.
   */
  frameCaptured: { phoneMs: number };
  /** This phone sends far more than was agreed on: it is ended if that goes on. */
  warned: { why: 'tooMuch' };
  /**
   * This camera went live somewhere else, a moderator sent it away, it sent far too much for too long, the event was
   * closed, or all that is held of it was taken back (`notTakenBack`: only the media could be, for now). `full`: it gave
   * its place up to somebody, and may ask for another.
   */
  ended: { why: 'takenOver' | 'removed' | 'banned' | 'tooMuch' | 'closed' | 'takenBack' | 'notTakenBack' | 'full' };
  /** Somebody decided something about this perspective. */
  decided: Decision;
};
