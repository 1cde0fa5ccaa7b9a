import { z } from 'zod';
import { type Event, type Kind, type Perspective, perspectiveIdSchema, type RtpMapping } from '../domain.ts';
import { mostDelayMs } from '../gridDelay.ts';
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
    /** A tile that is out of sight, but will be back soon, is kept and paused; one that is not named at all is closed. */
    visible: z.boolean(),
    /** Gets bandwidth before the others where there is too little for all. */
    isFocused: z.boolean().optional(),
  })
  .strict();
export type WantedTile = z.infer<typeof wantedTileSchema>;

const firstTilesSchema = z
  .object({ rtpCapabilities: rtpCapabilitiesSchema, most: z.number().int().min(1).max(maxTiles), widthPx })
  .strict();
export type FirstTiles = z.infer<typeof firstTilesSchema>;

/** What who watches may ask. */
export const viewerRequests = {
  ...timeRequests,
  ...talkRequests,
  /**
   * The event whole, and a transport to watch it through. `first`: up to so many tiles come along, each in sight and so
   * wide, so that a grid that is not drawn yet need not ask for them; `wantTiles` says later what it wants.
   */
  watch: request(z.object({ first: firstTilesSchema.optional() }).strict()).replies<{
    event: Event;
    perspectives: Perspective[];
    rtpCapabilities: RtpCapabilities;
    transport: TransportOffer;
    first: TilesChange;
  }>(),
  connectDownlink: request(z.object({ dtlsParameters: dtlsParametersSchema }).strict()).replies<object>(),
  restartDownlink: request(z.object({}).strict()).replies<{ iceParameters: IceParameters }>(),
  /** The whole wish; the server finds the difference. `heard` is the one perspective whose sound is wanted. */
  wantTiles: request(
    z
      .object({
        rtpCapabilities: rtpCapabilitiesSchema,
        tiles: z.array(wantedTileSchema).max(maxTiles),
        heard: perspectiveIdSchema.nullable(),
      })
      .strict(),
  ).replies<TilesChange>(),
  /**
   * Shares one grid delay with all who want to see the same instant here; says what delay this viewer needs (ms), or
   * null to share no longer. The reply is what all agree on.
   */
  shareDelay: request(z.object({ neededMs: z.number().min(0).max(mostDelayMs).nullable() }).strict()).replies<{
    delayMs: number | null;
  }>(),
  /** These consumers are in place: let them flow. */
  ready: request(z.object({ consumers: z.array(z.string().max(64)).max(2 * maxTiles) }).strict()).replies<object>(),
  /** The whole wish: of which perspectives a still is wanted about every 5 s, told as `still`; nobody else gets them. */
  wantStills: request(
    z.object({ perspectives: z.array(perspectiveIdSchema).max(maxStills) }).strict(),
  ).replies<object>(),
};

export type ConsumerOffer = {
  id: string;
  producer: string;
  perspective: string;
  kind: Kind;
  rtpParameters: RtpParameters;
};

/** Consumers made and consumers gone since the last change. */
export type TilesChange = { opened: ConsumerOffer[]; closed: string[] };

/** What who watches is told. */
export type ViewerNotices = TalkNotices & {
  eventChanged: Event;
  perspectiveChanged: Perspective;
  perspectiveGone: { id: string };
  tilesChanged: TilesChange;
  /** There is too little bandwidth for even the smallest layer of this tile, or enough again: its picture stands still. */
  starved: { perspective: string; isStarved: boolean };
  /** Another layer of this perspective flows from here on than before; not told of the first one. */
  layerChanged: { perspective: string; layer: number };
  /** When the frame with this RTP time, as this consumer receives it, was taken on the phone's clock; others follow from it. */
  rtpMapped: { consumer: string; rtpMapping: RtpMapping };
  /** The newest picture of a perspective in `wantStills`: a WebP file, which browsers receive as an ArrayBuffer. */
  still: { perspective: string; image: Uint8Array | ArrayBuffer };
  /** What those who share a grid delay agree on now, ms; null while nobody does. */
  delayShared: { delayMs: number | null };
  /** The media server died: watch again. */
  stageLost: object;
};
