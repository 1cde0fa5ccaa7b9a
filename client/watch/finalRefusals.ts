import type { RefusalCode } from '../../shared/refusals.ts';

/** Refusals that do not mend themselves. */
export const finalRefusals: readonly RefusalCode[] = [
  'noSuchEvent',
  'tokenMissing',
  'tokenInvalid',
  'tokenExpired',
  'tokenRevoked',
  'notAllowed',
  'tooManyViewers',
];
