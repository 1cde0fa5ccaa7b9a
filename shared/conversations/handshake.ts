import { z } from 'zod';
import { labelSchema } from '../domain.ts';
import type { RefusalCode } from '../refusals.ts';

/**
 * The page's `protocolVersion`. It is read first, since the shape of the rest may differ in another version. Pages from
 * before there was a number send none, which counts as 0.
 */
export const protocolSchema = z
  .object({ protocol: z.number().int() })
  .transform(({ protocol }) => protocol)
  .catch(0);

/** Sent by a socket when it connects. */
export const handshakeSchema = z.object({
  event: z.string().max(60),
  token: z.string().max(2_000).optional(),
  /** The moderator's name in the log. */
  name: labelSchema.optional(),
});
export type Handshake = z.input<typeof handshakeSchema>;

/** All that a connection may be refused with. */
export const handshakeRefuses: readonly RefusalCode[] = [
  'badMessage',
  'otherProtocol',
  'foreignOrigin',
  'tooFast',
  'tooManySockets',
  'noSuchEvent',
  'tokenMissing',
  'tokenInvalid',
  'tokenExpired',
  'tokenRevoked',
  'registryDown',
  'defect',
];
