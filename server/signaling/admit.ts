import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import { handshakeSchema, protocolSchema } from '../../shared/conversations/handshake.ts';
import { eventIdSchema, type Role } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { protocolVersion } from '../../shared/wire.ts';
import { addressBehind } from '../auth/addresses.ts';
import { type Front, schemeOf } from '../auth/forwarded.ts';
import type { Origins } from '../auth/origins.ts';
import type { Moderator, Sessions } from '../auth/sessions.ts';
import type { Visitor, Visitors } from '../auth/visitors.ts';
import type { CheckRate } from '../events/ports/checkRate.ts';
import type { Watch } from '../events/watch.ts';

/** The owner of a socket. `moderator` is null for the other roles; `leave` is called once when it has closed. */
export type Admitted = { event: string; visitor: Visitor; moderator: Moderator | null; leave(): void };

export type Entrance = {
  sessions: Sessions;
  visitors: Visitors;
  origins: Origins;
  front: Front;
  /** Finds out whether all browsers come from one address. */
  noteAddress(address: string, device: string | null): void;
  checkRate: CheckRate;
  /** Counts one more socket; returns what to call when it has closed. */
  countSocket(asker: Asker): () => void;
  watch: Watch;
};

/**
 * Admits a socket, or refuses: one of our own pages? not too often? our protocol? a known event? a token if the role
 * needs one?
 */
export async function admit(role: Role, { handshake, request }: Socket, entrance: Entrance): Promise<Admitted> {
  const { sessions, visitors, origins, checkRate, watch, front, countSocket } = entrance;
  const { headers, auth } = handshake;
  origins.check(headers);
  const address = addressBehind(front.trustProxy, request);
  await checkRate('connect', visitors.asker(headers.cookie, address));
  const protocol = protocolSchema.parse(auth);
  if (protocol !== protocolVersion) throw new Refusal('otherProtocol', `page ${protocol}, server ${protocolVersion}`);
  const parsed = handshakeSchema.safeParse(auth);
  if (!parsed.success) throw new Refusal('badMessage', 'handshake');
  const { event, token, name = '' } = parsed.data;
  if (!eventIdSchema.safeParse(event).success) throw new Refusal('noSuchEvent');
  const moderator = role === 'moderator' ? await sessions.admit(event, token, name) : null;
  await watch.eventOf(event);
  const visitor = visitors.of(event, headers.cookie, address);
  entrance.noteAddress(address, visitor.device);
  return { event, visitor, moderator, leave: countSocket(visitor.asker) };
}

/**
 * Sets the cookie with each connection, which renews its age. A new cookie counts at once: the request is changed as if
 * the browser had sent it.
 */
export function giveCookies(io: Server, { visitors, front }: Entrance): void {
  io.engine.on('initial_headers', (headers: Record<string, string>, request: IncomingMessage) => {
    const cookie = visitors.cookieFor(request.headers.cookie, schemeOf(request.headers, front) === 'https');
    headers['Set-Cookie'] = cookie.header;
    request.headers.cookie = cookie.sent;
  });
}
