import type { SenderReport } from '../../../shared/captureTime.ts';
import type { MediaStatus } from '../../../shared/conversations/moderator.ts';
import type { SpectatorNotices } from '../../../shared/conversations/spectator.ts';
import type { TilesChange, ViewerNotices, WantedTile } from '../../../shared/conversations/viewer.ts';
import type { Kind, Role } from '../../../shared/domain.ts';
import type { Receivers } from '../../../shared/rights.ts';
import type { DtlsParameters, IceParameters, MediaOffer, RtpCapabilities, RtpParameters } from '../../../shared/rtp.ts';
import type { SentRate } from '../../../shared/uplinkRate.ts';

/** Fulfilled by `server/media`. */

/** A WebRTC transport between this server and one browser. */
export type BrowserTransport = {
  readonly offer: MediaOffer;
  readonly rtpCapabilities: RtpCapabilities;
  /** Throws `badMedia` if the worker rejects the parameters, `mediaRestarting` if the transport has closed. */
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  /** Restarts ICE. Throws `notYet` if the transport has closed with its worker. */
  restart(): Promise<IceParameters>;
  close(): void;
};

export type Uplink = BrowserTransport & {
  /**
   * Returns the producer's id. Throws `alreadySending` if this kind is already sent, `badMedia` if the worker rejects
   * the parameters, `mediaRestarting` if the transport has closed.
   */
  produce(kind: Kind, rtpParameters: RtpParameters): Promise<string>;
  /** Which tracks the phone sends. Throws nothing expected; after the transport closed it has no effect. */
  setTracks(wish: Readonly<Record<Kind, boolean>>): Promise<void>;
  /** Whether the phone can still be there, even if it sends nothing. */
  readonly isReachable: boolean;
  /** Round trip to the phone, ms (RTCP); null if the phone does not answer. */
  roundTripMs(): Promise<number | null>;
  /** The layers that are worth sending. */
  readonly wanted: SpectatorNotices['wantedLayer'];
};

export type UplinkListener = {
  /**
   * Since when nothing has arrived (ms, steady clock), null while something does; and which tracks are on and arrive.
   */
  flows(silentSince: number | null, media: Record<Kind, boolean>): void;
  /** A sender report of its picture arrived. */
  reported(report: SenderReport): void;
  /** A frame arrived with this abs-capture-time, ms on the phone's clock; called every few seconds. */
  frameCaptured(phoneMs: number): void;
  /** The layers worth sending changed, or the phone announced its picture and needs them again. */
  wanted(wanted: SpectatorNotices['wantedLayer']): void;
  /** Measured rates of the phone, every few seconds. */
  measured(sent: SentRate): void;
  /** Its worker died, and the transport with it. */
  lost(): void;
};

export type Downlink = BrowserTransport & {
  /**
   * The complete wish: consumers are created, changed and closed to match it. Perspectives that this role may not
   * receive are left out. `heard`: the perspective whose sound is wanted. Throws nothing expected: what cannot be
   * consumed now is retried; an older wish that a newer one replaces gets an empty change.
   */
  want(rtpCapabilities: RtpCapabilities, tiles: WantedTile[], heard: string | null): Promise<TilesChange>;
  /** The browser has set these consumers up: their media may flow. Unknown ids are ignored; throws nothing expected. */
  ready(consumers: string[]): Promise<void>;
  /** Whether media can flow over it. */
  isConnected(): boolean;
  /** The complete list of perspectives whose stills are wanted. */
  wantStills(perspectives: string[]): void;
};

/** Notices about a viewer's media. */
export type ViewerListener = {
  tilesChanged(change: TilesChange): void;
  starved(notice: ViewerNotices['starved']): void;
  layerChanged(notice: ViewerNotices['layerChanged']): void;
  rtpMapped(notice: ViewerNotices['rtpMapped']): void;
  still(notice: ViewerNotices['still']): void;
  /** The downlink ended here: the viewer asks for another one. */
  lost(): void;
};
/** `left`: the downlink was closed, by either side. */
export type DownlinkListener = ViewerListener & { left(): void };

/** Opens the transports of events. `network`: the client's, since presumed load is limited per network. */
export type Transports = {
  /** Throws `serverFull` if all workers are full, `mediaRestarting` if none is running. */
  openUplink(
    event: string,
    perspective: string,
    receivers: Receivers,
    network: string,
    listener: UplinkListener,
  ): Promise<Uplink>;
  /** Throws as `openUplink` does. */
  openDownlink(event: string, role: Role, network: string, listener: DownlinkListener): Promise<Downlink>;
};

/** A still that everybody could receive when it was taken. */
export type PublicStill = {
  readonly perspective: string;
  /** A WebP file. */
  readonly image: Buffer;
  /** False for good once its camera has gone, or a decision has kept anybody from receiving it. */
  isPublic(): boolean;
};

/** Stills for those who are no viewers. */
export type PublicStills = {
  /**
   * New stills of the first `most` of these perspectives whose stills everybody may receive; without those that take
   * too long. Throws nothing expected.
   */
  take(event: string, perspectives: readonly string[], most: number): Promise<PublicStill[]>;
};

export type Stages = Transports & {
  /** The codecs and header extensions of this server. Throws `mediaRestarting` if no worker is running. */
  offered(): Promise<RtpCapabilities>;
  /** Takes effect at once: consumers of those who may no longer receive it are closed. */
  setReceivers(event: string, perspective: string, receivers: Receivers): void;
  /** How many downlinks show the perspective now. */
  watching(event: string, perspective: string): number;
  /** Figures of the event's media. */
  status(event: string): MediaStatus;
};
