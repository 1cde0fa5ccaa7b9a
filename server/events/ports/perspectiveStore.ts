import type { Curation, Kind, Perspective, PerspectiveClock, Place } from '../../../shared/domain.ts';
import type { Found, Near } from './eventStore.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** A perspective as stored, with all that the spectator shares: `shownTo` decides who sees what. */
export type PerspectiveRecord = Readonly<
  Omit<Perspective, 'place' | 'backstage' | 'curation' | 'media' | 'clock'> & {
    curation: Readonly<Curation>;
    /** The place as the phone sent it, exact ones too. */
    place: Readonly<Place>;
    media: Readonly<Record<Kind, boolean>>;
    clock: Readonly<PerspectiveClock> | null;
    isSuspect: boolean;
  }
>;

/** Digests of a perspective's camera id, browser and network, valid in this event alone. */
export type Origin = Readonly<{ camera: string; device: string | null; network: string }>;

export type PerspectiveRecords = {
  /** The record of this camera: its former one, or `fresh`, which is then stored; null if that was taken back. */
  claim(event: string, origin: Origin, fresh: PerspectiveRecord): Promise<PerspectiveRecord | null>;
  /**
   * Writes the record without the curation (which only `CurationLog` changes) and with the coarse cell of the place: an
   * exact place is only in the memory of the server that has the phone. `isLate`: it left some time ago; nothing is
   * written if another server has asserted it since.
   */
  save(record: PerspectiveRecord, how?: { isLate: boolean }): Promise<void>;
  get(event: string, id: string): Promise<PerspectiveRecord | null>;
  /** Of this camera, if it was ever at the event. */
  ofCamera(event: string, cameraDigest: string): Promise<PerspectiveRecord | null>;
  originOf(event: string, id: string): Promise<Origin | null>;
};

export type PerspectiveLists = {
  /** Those present now; near a point, by the distance of their coarse cells. */
  present(event: string, near?: Near): Promise<Found<PerspectiveRecord>[]>;
  /** Those present now in each of these events. */
  presentIn(events: string[]): Promise<PerspectiveRecord[][]>;
  /** The newest removed or banned ones. */
  out(event: string): Promise<PerspectiveRecord[]>;
  /** The newest with a report that no moderator has dismissed. */
  reported(event: string): Promise<PerspectiveRecord[]>;
};

export type PerspectiveHeartbeats = {
  /**
   * These are live on this server, with media or without. Returns those that were taken back, which are not asserted.
   */
  assert(mine: { event: string; id: string; isLive: boolean }[]): Promise<string[]>;
  /** Removes and returns those that no server has asserted for `goneAfterMs`. */
  sweep(): Promise<PerspectiveRecord[]>;
};

export type PerspectiveStore = PerspectiveRecords & PerspectiveLists & PerspectiveHeartbeats;
