import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { eventIdSchema, type Role } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';

/** A moderator's link serves for the event and the days around it. */
const moderatorLinkLasts = '7d';
const claimsSchema = z.object({ event: eventIdSchema, role: z.literal('moderator') });

export type Tokens = {
  forModerator(event: string): Promise<string>;
  /** Lets a role in to an event, or refuses: who watches or films a public event needs no token. */
  admit(role: Role, event: string, token: string | undefined): Promise<void>;
};

export function createTokens(secret: Uint8Array): Tokens {
  const verify = async (token: string) => {
    try {
      const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'] });
      return claimsSchema.parse(payload);
    } catch (error) {
      throw new Refusal(error instanceof errors.JWTExpired ? 'tokenExpired' : 'tokenInvalid');
    }
  };

  return {
    forModerator: (event) =>
      new SignJWT({ event, role: 'moderator' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt()
        .setExpirationTime(moderatorLinkLasts)
        .sign(secret),
    async admit(role, event, token) {
      if (role !== 'moderator') return;
      if (!token) throw new Refusal('tokenMissing');
      const claims = await verify(token);
      if (claims.event !== event) throw new Refusal('tokenInvalid', 'of another event');
    },
  };
}

/** The secret that signs tokens: the given one, or one made once and kept where only this user reads it. */
export async function tokenSecret(given: string | undefined, directory: string): Promise<Uint8Array> {
  if (given) return new TextEncoder().encode(given);
  const file = join(directory, 'token-secret');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return new TextEncoder().encode((await readFile(file, 'utf8')).trim());
}
