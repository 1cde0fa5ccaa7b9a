import type { Holding } from '../../../shared/conversations/spectator.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** Whose data is meant: a camera's, and its device's as a viewer. */
export type Owner = { camera: string; perspective: string | null; device: string | null; sender: string | null };

/** Deletes and reads personal data, of an event or of one owner. */
export type PersonalData = {
  /** Events that hold personal data, and their last sign of life, ms (wall clock). */
  touched(): Promise<{ event: string; at: number }[]>;
  /** Lets all personal data of an event expire `seconds` from now. */
  keep(event: string, seconds: number): Promise<void>;
  /** Deletes all personal data of an event. */
  forget(event: string): Promise<void>;
  /** The personal data of one owner, as stored. */
  of(event: string, owner: Owner): Promise<Record<Holding['what'], unknown[]>>;
  /** Deletes the personal data of one owner; bans and mutes stay. */
  forgetOwner(event: string, owner: Owner): Promise<void>;
};
