import type { SenderReport } from '../../shared/captureTime.ts';
import type { ModeratorNotices, Status } from '../../shared/conversations/moderator.ts';
import type { Holding, SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Message } from '../../shared/conversations/talk.ts';
import type { TilesChange, ViewerNotices, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Fields, LogEntry, LogQuery, Target } from '../../shared/curationLog.ts';
import type { Event, Kind, Perspective, Place, Position, Role } from '../../shared/domain.ts';
import type { Asker, RateName } from '../../shared/limits.ts';
import type { Report } from '../../shared/reports.ts';
import type { Receivers } from '../../shared/rights.ts';
import type { DtlsParameters, IceParameters, MediaOffer, RtpCapabilities, RtpParameters } from '../../shared/rtp.ts';
import type { Reaction } from '../../shared/talk.ts';
import type { SentRate } from '../../shared/uplinkRate.ts';

/** What the rules ask of the outside. Only `main.ts` knows who fulfils them. */

export type Near = { near: Position; radiusM: number };
export type Found<T> = { found: T; distanceM?: number };

export type EventStore = {
  /** `epoch` is what links of moderators must name; another one replaces them all. */
  create(event: Event, epoch: string): Promise<boolean>;
  get(id: string): Promise<Event | null>;
  epochOf(id: string): Promise<string | null>;
  /** When an event starts, or when somebody was last there, whichever is later, ms; 0 where there is no such event. */
  lastSignOfLife(id: string): Promise<number>;
  /**
   * Listed events: those where media flows, then those ahead or a day old by nearness in time, then older ones; or by
   * distance where a point is given.
   */
  list(near?: Near): Promise<Found<Event>[]>;
  /** Counts one more that this network lists; false where so many are ahead or began within a day. */
  mayList(network: string, startsAt: number, most: number): Promise<boolean>;
  /** Somebody is there now: these are kept, however long ago they began, and come back should they have vanished. */
  renew(ids: string[]): Promise<void>;
  /** Drops from the lists what has gone. */
  tidy(): Promise<void>;
  /** The event that this server opened by itself, for whoever runs it. */
  ownId(): Promise<string | null>;
  setOwnId(id: string): Promise<void>;
};

/** A perspective as the server keeps it: with what the spectator chose to share, before anybody else sees it. */
export type PerspectiveRecord = Omit<Perspective, 'place' | 'backstage'> & { place: Place; isSuspect: boolean };

/** Where a perspective comes from, as digests of this event alone: its camera id, its browser, its network. */
export type Origin = { camera: string; device: string | null; network: string };

export type PerspectiveStore = {
  /** The record of this camera: the one it had before, or `fresh`, kept from now on; null where that was taken back. */
  claim(event: string, origin: Origin, fresh: PerspectiveRecord): Promise<PerspectiveRecord | null>;
  /**
   * All but its curation, which moderators alone change (see `CurationLog`), and of its place the coarse cell: an exact
   * one is in the memory of the server that has the phone, and nowhere else. `isLate`: it left some time ago; where
   * another node has asserted it since, that stands.
   */
  save(record: PerspectiveRecord, how?: { isLate: boolean }): Promise<void>;
  get(event: string, id: string): Promise<PerspectiveRecord | null>;
  /** Of this camera, if it was ever here. */
  ofCamera(event: string, cameraDigest: string): Promise<PerspectiveRecord | null>;
  originOf(event: string, id: string): Promise<Origin | null>;
  /** The newest of those who were removed or banned. */
  out(event: string): Promise<PerspectiveRecord[]>;
  /** Those about whom something was reported after somebody last looked; of very many, the newest. */
  reported(event: string): Promise<PerspectiveRecord[]>;
  /** Those present now in each of these events. */
  presentIn(events: string[]): Promise<PerspectiveRecord[][]>;
  /** Those present now; near a point, by the distance of their coarse cells. */
  present(event: string, near?: Near): Promise<Found<PerspectiveRecord>[]>;
  /** These are here and ours, with media that flows or without; returns those that were taken back, which are not asserted. */
  assert(mine: { event: string; id: string; isLive: boolean }[]): Promise<string[]>;
  /** What nobody has asserted for `goneAfterMs` is swept and returned. */
  sweep(): Promise<PerspectiveRecord[]>;
};

/** What a moderator's move changes, and what is written about it: both, or neither. */
export type Change = {
  event: string;
  target: Target;
  patch: Fields;
  /** What stands where nothing was decided yet; without it, a target that nobody knows is `unknown`. */
  base?: Fields;
  ifVersion?: number | undefined;
  /** Puts back what this entry changed, where nobody has changed it since; `patch` is not used. */
  undoes?: number;
  /** The line is written though nothing changes. */
  isNote?: boolean;
  /** Without it, nothing is written: the event's own bookkeeping. */
  line?: Omit<LogEntry, 'id' | 'before' | 'after' | 'undoes' | 'undoneBy'>;
  /** Who is known by which digest from now on; `null` for what was said of this perspective. */
  admissions?: Record<string, AdmissionRecord | null>;
};
export type Changed =
  | { is: 'changed'; record: Fields & { version: number }; entry: LogEntry | null }
  | { is: 'same'; record: Fields & { version: number } }
  | { is: 'changedSince' }
  | { is: 'unknown' };

/** What is known of whoever comes from a digest of a camera, a device or a network. */
export type AdmissionRecord = {
  is: 'banned' | 'trusted';
  perspective: string;
  at: number;
  /** ms; null for as long as the event's personal things are kept. */
  until: number | null;
};

export type CurationLog = {
  change(change: Change): Promise<Changed>;
  /** The newest lines that are wanted, oldest first. */
  read(event: string, query: LogQuery): Promise<LogEntry[]>;
  entry(event: string, id: number): Promise<LogEntry | null>;
  /** What is known by each of these digests, in their order. */
  admissions(event: string, digests: string[]): Promise<(AdmissionRecord | null)[]>;
};

export type Messages = {
  /** Keeps a message, and from which network its sender speaks; the oldest go. */
  say(event: string, message: Message, network: string): Promise<void>;
  /** The newest, oldest first, with those that were deleted. */
  newest(event: string, count: number): Promise<Message[]>;
  /** Whether this sender may speak now, and if so not again for so many seconds; its network's part is used up, too. */
  takeSlowTurn(
    event: string,
    from: { sender: string; network: string; isNew: boolean },
    seconds: number,
  ): Promise<boolean>;
  /** Until when a sender is muted, or any that spoke from this network, ms; 0 for not at all. */
  mutedUntil(event: string, sender: string, network: string | null, now: number): Promise<number>;
  /** Whether this sender has said anything here; of very many, the last ones. */
  isSpeaker(event: string, sender: string): Promise<boolean>;
  react(event: string, counts: Partial<Record<Reaction, number>>): Promise<void>;
  reactions(event: string): Promise<Partial<Record<Reaction, number>>>;
};

export type FiledReport = Report & { note: string };
/** `network`: a digest of where it came from. */
export type CountedReport = FiledReport & { network: string };
export type Reports = {
  /** False where this reporter has said so before, or too many came from one address or network. */
  file(
    event: string,
    perspective: string,
    from: { reporter: string; address: string; network: string },
    report: FiledReport,
  ): Promise<boolean>;
  about(event: string, perspective: string): Promise<CountedReport[]>;
};

/** How much perspectives were watched. */
export type Viewing = {
  /** These devices see it now; they are counted, not kept. */
  seen(event: string, perspective: string, devices: string[]): Promise<void>;
  watchedFor(event: string, ms: Record<string, number>): Promise<void>;
  of(event: string, perspective: string): Promise<{ viewers: number; watchedMs: number }>;
};

/** Whose things are meant: a camera's, and its device's as a viewer. */
export type Owner = { camera: string; perspective: string | null; device: string | null; sender: string | null };

/** All that is about persons, by event and by owner. */
export type PersonalData = {
  /** Events with something personal in them, and their last sign of life (ms). */
  touched(): Promise<{ event: string; at: number }[]>;
  /** Keeps what is there for so long from now. */
  keep(event: string, seconds: number): Promise<void>;
  /** Deletes all that is personal in an event. */
  forget(event: string): Promise<void>;
  /** What is held of one owner, each thing as it is held. */
  of(event: string, owner: Owner): Promise<Record<Holding['what'], unknown[]>>;
  /** Deletes it; sanctions stay. */
  forgetOwner(event: string, owner: Owner): Promise<void>;
};

/** Uses up one turn of somebody's, and of all who share it, or refuses. */
export type TakeTurn = (rate: RateName, asker: Asker) => Promise<void>;

export type { Receivers };

export type Uplink = {
  offer: MediaOffer;
  rtpCapabilities: RtpCapabilities;
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  restart(): Promise<IceParameters>;
  produce(kind: Kind, rtpParameters: RtpParameters): Promise<string>;
  setTracks(wish: Record<Kind, boolean>): Promise<void>;
  /** Whether the phone can still be there, silent as it may be. */
  readonly isReachable: boolean;
  /** From the server to the phone and back, ms; null where the phone does not answer. */
  roundTripMs(): Promise<number | null>;
  /** What is worth sending. */
  readonly wanted: SpectatorNotices['wantedLayer'];
  close(): void;
};

export type Downlink = {
  offer: MediaOffer;
  rtpCapabilities: RtpCapabilities;
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  restart(): Promise<IceParameters>;
  want(rtpCapabilities: RtpCapabilities, tiles: WantedTile[], heard: string | null): Promise<TilesChange>;
  ready(consumers: string[]): Promise<void>;
  /** Whether media can flow over it. */
  isConnected(): boolean;
  /** The whole wish: of which perspectives stills are told. */
  wantStills(perspectives: string[]): void;
  close(): void;
};

/** What a viewer is told of its media. */
export type ViewerListener = {
  tilesChanged(change: TilesChange): void;
  starved(notice: ViewerNotices['starved']): void;
  layerChanged(notice: ViewerNotices['layerChanged']): void;
  rtpMapped(notice: ViewerNotices['rtpMapped']): void;
  still(notice: ViewerNotices['still']): void;
  lost(): void;
};
/** What else is to be known of a downlink: it was closed, by whomever. */
export type DownlinkListener = ViewerListener & { left(): void };

export type Stages = {
  /** What media is spoken here. */
  offered(): Promise<RtpCapabilities>;
  openUplink(
    event: string,
    perspective: string,
    receivers: Receivers,
    /** Whose it is among networks: what has just come is taken for so much load, and each network for so much of it. */
    network: string,
    listener: {
      /** Since when nothing comes, null while something does; and which tracks are on and come. */
      flows(silentSince: number | null, media: Record<Kind, boolean>): void;
      /** A sender report of its picture came. */
      reported(report: SenderReport): void;
      /** A frame of its picture came that it stamped so, ms on its own clock; told every few seconds. */
      frameCaptured(phoneMs: number): void;
      /** What anybody wants changed, or is to be told anew: its picture was announced. */
      wanted(wanted: SpectatorNotices['wantedLayer']): void;
      /** So much arrives from it; said every few seconds. */
      measured(sent: SentRate): void;
      lost(): void;
    },
  ): Promise<Uplink>;
  openDownlink(event: string, role: Role, network: string, listener: DownlinkListener): Promise<Downlink>;
  setReceivers(event: string, perspective: string, receivers: Receivers): void;
  /** How many downlinks show the perspective now. */
  watching(event: string, perspective: string): number;
  /** How the media of an event is doing. */
  status(event: string): Status;
};

export type Audience = {
  /** Tells all who watch an event in this role. */
  tell<Name extends keyof ViewerNotices>(
    role: 'viewer' | 'moderator',
    event: string,
    name: Name,
    notice: ViewerNotices[Name],
  ): void;
  tellModerators<Name extends keyof ModeratorNotices>(event: string, name: Name, notice: ModeratorNotices[Name]): void;
};

/**
 * The steady clock, for intervals and for media: ms since the epoch as it was when the process began; never stepped, so
 * that it may be hours off the world's.
 */
export type Now = () => number;
/**
 * The world's clock, for what people read and what other machines and later starts compare: dates, tokens, whatever is
 * stored. Ms since the epoch; it may be stepped either way at any time, so that no interval is measured by it.
 */
export type WallNow = () => number;
