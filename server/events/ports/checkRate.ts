import type { Asker, RateName } from '../../../shared/limits.ts';

/**
 * Counts one against the rate limits of an asker and of all who share them; by this server alone while Redis cannot
 * serve. Throws `tooFast` where a limit is used up. Fulfilled by `server/registry`.
 */
export type CheckRate = (rate: RateName, asker: Asker) => Promise<void>;
