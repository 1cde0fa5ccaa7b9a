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
import type { RefusalCode } from '../refusals.ts';
import type { TransportOffer } from '../rtp.ts';
import { dtlsParametersSchema, type IceParameters, type RtpCapabilities, rtpParametersSchema } from '../rtp.ts';
import { request } from '../wire.ts';
import { timeRequests } from './time.ts';

const transport = z.string().min(1).max(64);

/** Knowing the camera's id is the proof of owning it. */
const mine = z.object({ cameraId: cameraIdSchema }).strict();

const goLiveRefuses: readonly RefusalCode[] = [
  'noSuchEvent',
  'eventClosed',
  'banned',
  'notYet',
  'changedSince',
  'tooManyPerspectives',
  'serverFull',
  'mediaRestarting',
];

/** A phone's requests. */
export const spectatorRequests = {
  ...timeRequests,
  /** Opens a new uplink. A camera that was here before gets its former tile back. */
  goLive: request(z.object({ cameraId: cameraIdSchema, label: labelSchema, place: placeSchema }).strict())
    .refuses(...goLiveRefuses)
    .replies<{ perspective: OwnPerspective; rtpCapabilities: RtpCapabilities; transport: TransportOffer }>(),
  connectUplink: request(z.object({ transport, dtlsParameters: dtlsParametersSchema }).strict())
    .refuses('notYet', 'badMedia', 'mediaRestarting')
    .replies<object>(),
  /** Keeps the uplink over a new socket or network; refused with `notYet` if it is gone: then go live again. */
  restartUplink: request(z.object({ cameraId: cameraIdSchema, transport }).strict())
    .refuses('notYet')
    .replies<{ perspective: OwnPerspective; iceParameters: IceParameters }>(),
  produce: request(z.object({ transport, kind: kindSchema, rtpParameters: rtpParametersSchema }).strict())
    .refuses('notYet', 'badMedia', 'mediaRestarting', 'alreadySending')
    .replies<{ producer: string }>(),
  /** Which tracks are sent from now on; both are given each time. */
  setTracks: request(z.object({ video: z.boolean(), audio: z.boolean() }).strict())
    .refuses('notYet')
    .replies<object>(),
  /**
   * Measured by this phone, ms: its clock by `exchangeTime`, its camera's delay by a sync check, and the error of its
   * abs-capture-time by `frameCaptured`.
   */
  reportClock: request(
    z
      .object({
        /** Wide bounds: a phone's clock may be at 1970, or far ahead. */
        offsetMs: z.number().min(-5e12).max(5e12),
        boundMs: z.number().min(0).max(60_000),
        cameraDelayMs: z.number().min(0).max(1_000),
        captureTimeErrorMs: z.number().min(-100).max(100),
      })
      .strict(),
  )
    .refuses('notYet')
    .replies<object>(),
  /** Replaces the place; the server keeps no earlier one. */
  setPlace: request(z.object({ place: placeSchema }).strict())
    .refuses('notYet')
    .replies<object>(),
  /** Battery, heat and network, for moderators only; never stored. */
  reportHealth: request(healthSchema).refuses('notYet').replies<object>(),
  /** How a spectator's own picture was watched and curated, and what data is held; also after the end. */
  readMine: request(mine).replies<Insight>(),
  /** All data held about this camera and its device. */
  exportMine: request(mine).replies<Export>(),
  /** Deletes all of it, except what must stay, which the reply lists. */
  takeBack: request(mine).refuses('changedSince').replies<TakenBack>(),
  endLive: request(z.object({}).strict()).refuses('notYet').replies<object>(),
};

/**
 * A spectator's own perspective as others see it, its number of viewers, and the event's doors, which a waiting phone
 * needs.
 */
export type OwnPerspective = Perspective & { watching: number; doors: Doors };

/** A decision about this perspective; `moderator` is their short id. */
export type Decision = { at: number; act: Act; by: 'moderator' | 'event'; moderator: string; why: string };

/** How many things of one kind are held about a camera or its device. */
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
    /** Kept until the event's retention is over: taking back must not lift a ban. */
    | 'ban'
    | 'mute';
  count: number;
};

/** Counted before and after the deletion. */
export type TakenBack = {
  was: Holding[];
  left: Holding[];
  /** Seconds until it is gone from the server's files, too; null if the server cannot promise that. */
  filesWithinSeconds: number | null;
};

export type Insight = {
  /** Null if nothing is held. */
  perspective: string | null;
  watching: number;
  /** Most viewers at once so far. */
  mostWatching: number;
  /** How long its media has arrived. */
  filmedMinutes: number;
  /** Devices that have watched it so far, and their time together. */
  viewers: number;
  watchedMinutes: number;
  /** ms; `to` is null while it lasts. */
  featured: { from: number; to: number | null }[];
  decisions: Decision[];
  holdings: Holding[];
  /** When all of it is deleted anyway, ms; null while the event goes on. */
  until: number | null;
  /** How long after the event's end that is, ms. */
  keptMs: number;
};

export type Export = {
  event: string;
  exportedAt: number;
  insight: Insight;
  /** By kind, as stored; ids that only the phone knows appear as digests. */
  held: Record<string, unknown>;
};

/** Notices to a phone. */
export type SpectatorNotices = {
  perspectiveChanged: OwnPerspective;
  /** The media worker died: go live again, the tile is kept. */
  stageLost: object;
  /**
   * The highest layer that anybody wants now, 0 for the smallest: send it and those below, and stop those above. Null:
   * nobody watches, and only the smallest layer is sent, for stills, as slowly as the phone likes. A raise is sent at
   * once, a drop 5 s after the last wish. It may come before the reply to `produce`: keep the newest for the track to
   * come. It is sent again after each `produce` of a video and each `restartUplink`. `isHeard`: whether anybody wants
   * the sound; otherwise it need not be sent, unless there is no picture. It changes with the same delays as the layer.
   */
  wantedLayer: { layer: number | null; isHeard: boolean };
  /**
   * The abs-capture-time of a frame that has just arrived, ms since 1970 on the phone's clock. The phone knows when it
   * took that frame, and reports the error. Sent every few seconds.
   */
  frameCaptured: { phoneMs: number };
  /** This phone sends far more than was negotiated, and is ended if it goes on. */
  warned: { why: 'tooMuch' };
  /**
   * The camera is no longer live. `takenOver`: it went live somewhere else. `notTakenBack`: its media was stopped, but
   * its data could not be deleted yet. `full`: it lost its slot to another camera, and may ask for one again.
   */
  ended: { why: 'takenOver' | 'removed' | 'banned' | 'tooMuch' | 'closed' | 'takenBack' | 'notTakenBack' | 'full' };
  decided: Decision;
};
