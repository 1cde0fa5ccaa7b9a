import { randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { eventIdSchema } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { rightSchema } from '../../shared/rights.ts';
import type { WallNow } from '../events/ports/clocks.ts';

/** In both kinds of token. `epoch` is the event's set of links, which `rotateLink` replaces. */
const claims = {
  event: eventIdSchema,
  role: z.literal('moderator'),
  rights: z.array(rightSchema).max(10),
  epoch: z.string().max(40),
  /** Tells tokens apart. */
  jti: z.string().max(40),
};
/** Without `exp`: it is valid for as long as its event lives, which is not known when it is made. */
const linkSchema = z.object({ ...claims, use: z.literal('link') });
/** Made from a link, for minutes (`exp`, seconds since 1970). `sub` is the moderator, who may renew it as long as the link is valid. */
const sessionSchema = z.object({ ...claims, use: z.literal('session'), sub: z.string().max(20), exp: z.number() });
const claimsSchema = z.discriminatedUnion('use', [linkSchema, sessionSchema]);
export type Claims = z.infer<typeof claimsSchema>;
type Link = z.infer<typeof linkSchema>;
type Session = z.infer<typeof sessionSchema>;

export type Tokens = {
  link(link: Pick<Link, 'event' | 'rights' | 'epoch'>): Promise<string>;
  session(session: Pick<Session, 'event' | 'rights' | 'epoch' | 'sub' | 'exp'>): Promise<string>;
  /** A token's claims, if it is ours and has not expired. */
  read(token: string): Promise<Claims>;
};

export function createTokens(secret: Uint8Array, wallNow: WallNow): Tokens {
  const sign = (signed: Omit<Link, 'jti'> | Omit<Session, 'jti'>) =>
    new SignJWT({ ...signed, jti: randomBytes(9).toString('base64url') })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .sign(secret);

  return {
    link: (link) => sign({ ...link, use: 'link', role: 'moderator' }),
    session: (session) => sign({ ...session, use: 'session', role: 'moderator' }),
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          currentDate: new Date(wallNow()),
        });
        return claimsSchema.parse(payload);
      } catch (error) {
        throw new Refusal(error instanceof errors.JWTExpired ? 'tokenExpired' : 'tokenInvalid');
      }
    },
  };
}
