import { randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { eventIdSchema } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { rightSchema } from '../../shared/rights.ts';
import type { WallNow } from '../events/ports/clocks.ts';

/** What both kinds of token say: at which event, which rights, and of which set of links (see `epochOf`). */
const common = {
  event: eventIdSchema,
  role: z.literal('moderator'),
  rights: z.array(rightSchema).max(10),
  epoch: z.string().max(40),
  /** Tells tokens apart. */
  jti: z.string().max(40),
};
/** For as long as its event lives, and some days: what nobody knows yet when it is made. */
const linkSchema = z.object({ ...common, use: z.literal('link') });
/** Made from a link, for minutes (`exp`, seconds since the epoch): who holds it is `sub`, and may renew it as long as a link is good. */
const sessionSchema = z.object({ ...common, use: z.literal('session'), sub: z.string().max(20), exp: z.number() });
const claimsSchema = z.discriminatedUnion('use', [linkSchema, sessionSchema]);
export type Claims = z.infer<typeof claimsSchema>;
type Link = z.infer<typeof linkSchema>;
type Session = z.infer<typeof sessionSchema>;

export type Tokens = {
  link(link: Pick<Link, 'event' | 'rights' | 'epoch'>): Promise<string>;
  session(session: Pick<Session, 'event' | 'rights' | 'epoch' | 'sub' | 'exp'>): Promise<string>;
  /** What a token says, if it is ours and not over. */
  read(token: string): Promise<Claims>;
};

export function createTokens(secret: Uint8Array, wallNow: WallNow): Tokens {
  const sign = (claims: Omit<Link, 'jti'> | Omit<Session, 'jti'>) =>
    new SignJWT({ ...claims, jti: randomBytes(9).toString('base64url') })
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
