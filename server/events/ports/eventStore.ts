import type { Event, Position } from '../../../shared/domain.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

export type Near = { near: Position; radiusM: number };
/** `distanceM` if a point was given. */
export type Found<T> = { found: T; distanceM?: number };

export type EventRecords = {
  /** False if the id is taken. `epoch`: moderators' links must carry it; a new one invalidates them all. */
  create(event: Event, epoch: string): Promise<boolean>;
  get(id: string): Promise<Event | null>;
  epochOf(id: string): Promise<string | null>;
  /** The event's start or its last sign of life, whichever is later, ms (wall clock); 0 if there is no such event. */
  lastSignOfLife(id: string): Promise<number>;
  /** Somebody is there now: these are kept, however old, and written again if they have vanished. */
  renew(ids: string[]): Promise<void>;
};

/** The events that are listed. */
export type EventList = {
  /**
   * Events with live media, then upcoming and up to a day old ones by nearness in time, then older ones; or by distance
   * if a point is given.
   */
  list(near?: Near): Promise<Found<Event>[]>;
  /** Counts one more event that this network lists; false if it has `most` that are upcoming or began within a day. */
  mayList(network: string, startsAt: number, most: number): Promise<boolean>;
  /** Drops events from the lists that are no longer stored. */
  tidy(): Promise<void>;
};

/** The event that this server opened by itself, for the operator. */
export type OwnEventStore = {
  ownId(): Promise<string | null>;
  setOwnId(id: string): Promise<void>;
  /** Gives it another start, unless it is changed at the same time. */
  beginAgain(event: Event, startsAt: number): Promise<void>;
};

export type EventStore = EventRecords & EventList & OwnEventStore;
