import type { Holding } from '../../../shared/conversations/spectator.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** Whose data is meant: a camera's, and its device's as a viewer. */
export type Owner = { camera: string; perspective: string | null; device: string | null; sender: string | null };

/** All that is about persons, by event and by owner. */
export type PersonalData = {
  /** Events that hold personal data, and their last sign of life, ms (wall clock). */
  touched(): Promise<{ event: string; at: number }[]>;
  /** Lets all of an event's personal data expire so many seconds from now. */
  keep(event: string, seconds: number): Promise<void>;
  /** Deletes all that is personal in an event. */
  forget(event: string): Promise<void>;
  /** What is held of one owner, as it is stored. */
  of(event: string, owner: Owner): Promise<Record<Holding['what'], unknown[]>>;
  /** Deletes what is held of one owner; bans stay. */
  forgetOwner(event: string, owner: Owner): Promise<void>;
};
