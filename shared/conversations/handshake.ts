import { z } from 'zod';
import { labelSchema } from '../domain.ts';

/** What a socket says of itself when it connects. */
export const handshakeSchema = z.object({
  event: z.string().max(60),
  token: z.string().max(2_000).optional(),
  /** What a moderator wants to be called in the log. */
  name: labelSchema.optional(),
});
export type Handshake = z.input<typeof handshakeSchema>;
