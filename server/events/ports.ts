import type { SenderReport } from '../../shared/captureTime.ts';
import type { TilesChange, ViewerNotices, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Doors, Event, Kind, Perspective, Place, Position, Role } from '../../shared/domain.ts';
import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from '../../shared/rtp.ts';

/** What the rules ask of the outside. Only `main.ts` knows who fulfils them. */

export type Near = { near: Position; radiusM: number };
export type Found<T> = { found: T; distanceM?: number };

export type EventBook = {
  create(event: Event): Promise<boolean>;
  get(id: string): Promise<Event | null>;
  setDoors(id: string, doors: Doors): Promise<Event | null>;
  /** Listed events by start, or by distance where a point is given. */
  list(near?: Near): Promise<Found<Event>[]>;
};

/** A perspective as the server keeps it: with what the spectator chose to share, before anybody else sees it. */
export type PerspectiveRecord = Omit<Perspective, 'place'> & { place: Place };

export type PerspectiveBook = {
  /** The record of this camera: the one it had before, or `fresh`, kept from now on. */
  claim(event: string, cameraDigest: string, fresh: PerspectiveRecord): Promise<PerspectiveRecord>;
  save(record: PerspectiveRecord): Promise<void>;
  /** Those present now; near a point, by the distance of their coarse cells. */
  present(event: string, near?: Near): Promise<Found<PerspectiveRecord>[]>;
  /** These are here and ours; what nobody has asserted for `goneAfterMs` is swept and returned. */
  assert(mine: { event: string; id: string }[]): Promise<void>;
  sweep(): Promise<PerspectiveRecord[]>;
};

/** Who may receive a perspective's media, enforced where the media is. */
export type Reach = 'everyone' | 'moderators';

export type Uplink = {
  offer: TransportOffer;
  rtpCapabilities: RtpCapabilities;
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  restart(): Promise<IceParameters>;
  produce(kind: Kind, rtpParameters: RtpParameters): Promise<string>;
  setTracks(wish: Record<Kind, boolean>): Promise<void>;
  /** From the server to the phone and back, ms; null where the phone does not answer. */
  roundTripMs(): Promise<number | null>;
  close(): void;
};

export type Downlink = {
  offer: TransportOffer;
  rtpCapabilities: RtpCapabilities;
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  restart(): Promise<IceParameters>;
  want(rtpCapabilities: RtpCapabilities, tiles: WantedTile[], heard: string | null): Promise<TilesChange>;
  ready(consumers: string[]): Promise<void>;
  close(): void;
};

export type Stages = {
  openUplink(
    event: string,
    perspective: string,
    reach: Reach,
    told: {
      flows(flows: boolean, media: Record<Kind, boolean>): void;
      /** A sender report of its picture came. */
      reported(report: SenderReport): void;
      lost(): void;
    },
  ): Promise<Uplink>;
  openDownlink(
    event: string,
    role: Role,
    told: { tilesChanged(change: TilesChange): void; lost(): void },
  ): Promise<Downlink>;
  setReach(event: string, perspective: string, reach: Reach): void;
  /** How many downlinks show the perspective now. */
  watching(event: string, perspective: string): number;
};

export type Audience = {
  /** Tells all who watch an event in this role. */
  tell<Name extends keyof ViewerNotices>(
    role: 'viewer' | 'moderator',
    event: string,
    name: Name,
    notice: ViewerNotices[Name],
  ): void;
  viewersOf(event: string): number;
};

/** Milliseconds since the epoch, steady. */
export type Now = () => number;
