import type { Event, Position } from '../../../shared/domain.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

export type Near = { near: Position; radiusM: number };
/** `distanceM` where a point was given. */
export type Found<T> = { found: T; distanceM?: number };

export type EventRecords = {
  /** False where there is an event of this id. `epoch` is what moderators' links must name; another one replaces them all. */
  create(event: Event, epoch: string): Promise<boolean>;
  get(id: string): Promise<Event | null>;
  epochOf(id: string): Promise<string | null>;
  /** When the event starts, or when somebody was last there, whichever is later, ms (wall clock); 0 without such an event. */
  lastSignOfLife(id: string): Promise<number>;
  /** Somebody is there now: these are kept, however long ago they began, and written anew should they have vanished. */
  renew(ids: string[]): Promise<void>;
};

/** The events that are listed. */
export type EventList = {
  /**
   * Those where media flows, then those ahead or a day old by nearness in time, then older ones; or by distance where a
   * point is given.
   */
  list(near?: Near): Promise<Found<Event>[]>;
  /** Counts one more that this network lists; false where `most` of its events are ahead or began within a day. */
  mayList(network: string, startsAt: number, most: number): Promise<boolean>;
  /** Drops events from the lists that are no longer stored. */
  tidy(): Promise<void>;
};

/** The event that this server opened by itself, for whoever runs it. */
export type OwnEvent = {
  ownId(): Promise<string | null>;
  setOwnId(id: string): Promise<void>;
};

export type EventStore = EventRecords & EventList & OwnEvent;
