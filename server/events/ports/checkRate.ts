import type { Asker, RateName } from '../../../shared/limits.ts';

/**
 * Counts one request against the rate limits of an asker and of all who share them; in this server alone while Redis is
 * down. Throws `tooFast` at a limit. Fulfilled by `server/registry`.
 */
export type CheckRate = (rate: RateName, asker: Asker) => Promise<void>;
