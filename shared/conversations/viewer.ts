import { z } from 'zod';
import { type Event, type Kind, type Perspective, perspectiveIdSchema, type RtpMapping } from '../domain.ts';
import { maxDelayMs } from '../gridDelay.ts';
import {
  dtlsParametersSchema,
  type IceParameters,
  type RtpCapabilities,
  type RtpParameters,
  rtpCapabilitiesSchema,
  type TransportOffer,
} from '../rtp.ts';
import { maxStills, maxTiles } from '../tileLimit.ts';
import { request } from '../wire.ts';
import { type TalkNotices, talkRequests } from './talk.ts';
import { timeRequests } from './time.ts';

/** Width of a tile on screen, in device pixels. */
const widthPx = z.number().int().min(0).max(8_192);

const wantedTileSchema = z
  .object({
    perspective: perspectiveIdSchema,
    widthPx,
    /** False pauses a tile that will be back in sight soon; a tile that is not in the list is closed. */
    visible: z.boolean(),
    /** Gets bandwidth first if there is too little for all. */
    isFocused: z.boolean().optional(),
    /** Frames a second that are enough; all that are sent without it. */
    maxFramerate: z.number().int().min(1).max(60).optional(),
  })
  .strict();
export type WantedTile = z.infer<typeof wantedTileSchema>;

const firstTilesSchema = z
  .object({ rtpCapabilities: rtpCapabilitiesSchema, most: z.number().int().min(1).max(maxTiles), widthPx })
  .strict();
export type FirstTiles = z.infer<typeof firstTilesSchema>;

/** A viewer's requests. */
export const viewerRequests = {
  ...timeRequests,
  ...talkRequests,
  /**
   * The whole event, and a transport to watch it. With `first`, consumers of up to `most` tiles are opened at once,
   * each visible and `widthPx` wide, which saves a round trip before the grid is drawn; `wantTiles` replaces them
   * later.
   */
  watch: request(z.object({ first: firstTilesSchema.optional() }).strict())
    .refuses('noSuchEvent', 'tooManyViewers', 'serverFull', 'mediaRestarting', 'notYet')
    .replies<{
      event: Event;
      perspectives: Perspective[];
      rtpCapabilities: RtpCapabilities;
      transport: TransportOffer;
      first: TilesChange;
    }>(),
  connectDownlink: request(z.object({ dtlsParameters: dtlsParametersSchema }).strict())
    .refuses('notYet', 'badMedia', 'mediaRestarting')
    .replies<object>(),
  restartDownlink: request(z.object({}).strict()).refuses('notYet').replies<{ iceParameters: IceParameters }>(),
  /** The whole list; the server finds the difference. `heard` is the one perspective whose sound is wanted. */
  wantTiles: request(
    z
      .object({
        rtpCapabilities: rtpCapabilitiesSchema,
        tiles: z.array(wantedTileSchema).max(maxTiles),
        heard: perspectiveIdSchema.nullable(),
      })
      .strict(),
  )
    .refuses('notYet')
    .replies<TilesChange>(),
  /**
   * Shares one grid delay with all viewers here who want to see the same instant. `neededMs` is the delay that this
   * viewer needs, null to stop sharing; the reply is the largest that anybody needs.
   */
  shareDelay: request(z.object({ neededMs: z.number().min(0).max(maxDelayMs).nullable() }).strict()).replies<{
    delayMs: number | null;
  }>(),
  /** The page has these consumers: resume them. */
  ready: request(z.object({ consumers: z.array(z.string().max(64)).max(2 * maxTiles) }).strict())
    .refuses('notYet')
    .replies<object>(),
  /** The whole list of perspectives of which this viewer gets a `still` about every 5 s. */
  wantStills: request(z.object({ perspectives: z.array(perspectiveIdSchema).max(maxStills) }).strict())
    .refuses('notYet')
    .replies<object>(),
};

export type ConsumerOffer = {
  id: string;
  producer: string;
  perspective: string;
  kind: Kind;
  rtpParameters: RtpParameters;
};

/** A wanted track in a codec that this browser cannot play. */
export type UnplayableTrack = { perspective: string; kind: Kind };

/** Consumers opened and closed since the last change; `unplayable` is the whole list, left out while it is the same. */
export type TilesChange = { opened: ConsumerOffer[]; closed: string[]; unplayable?: UnplayableTrack[] };

/** Notices to a viewer. */
export type ViewerNotices = TalkNotices & {
  eventChanged: Event;
  perspectiveChanged: Perspective;
  perspectiveGone: { id: string };
  tilesChanged: TilesChange;
  /** Too little bandwidth for even the smallest layer of this tile, so its picture stands still; or enough again. */
  starved: { perspective: string; isStarved: boolean };
  /** The consumer has switched to another layer. Not sent for the first one. */
  layerChanged: { perspective: string; layer: number };
  /**
   * How RTP times of this consumer map to capture times on the phone's clock, from this frame or packet on: of a
   * picture after each switch of layers, of a sound once it is known, and again when the clocks have drifted.
   */
  rtpMapped: { consumer: string; rtpMapping: RtpMapping };
  /** The newest picture of a perspective in `wantStills`: a WebP file, which browsers receive as an ArrayBuffer. */
  still: { perspective: string; image: Uint8Array | ArrayBuffer };
  /** How many watch the event on this server, a few seconds after somebody came or left; moderators do not count. */
  viewersCounted: { viewers: number };
  /** The shared grid delay, ms; null if nobody shares one. */
  delayShared: { delayMs: number | null };
  /** The media worker died: `watch` again. */
  stageLost: object;
};
