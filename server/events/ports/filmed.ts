import type { Filmed } from '../../../shared/restApi.ts';

/** Fulfilled by `server/registry`. */
export type FilmedRecords = {
  /** Null if nobody filmed the event. Throws `registryDown`. */
  of(event: string): Promise<Filmed | null>;
};
