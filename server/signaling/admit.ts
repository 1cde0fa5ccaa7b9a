import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import { handshakeSchema } from '../../shared/conversations/handshake.ts';
import { eventIdSchema, type Role } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { addressBehind } from '../auth/addresses.ts';
import { type Front, schemeOf } from '../auth/forwarded.ts';
import type { Origins } from '../auth/origins.ts';
import type { Moderator, Sessions } from '../auth/sessions.ts';
import type { Visitor, Visitors } from '../auth/visitors.ts';
import type { TakeTurn } from '../events/ports/takeTurn.ts';
import type { Watch } from '../events/watch.ts';

/** Who a socket is from when it connects until it goes. `moderator` is there for that role alone. */
export type Admitted = { event: string; visitor: Visitor; moderator: Moderator | null; leave(): void };

export type Entrance = {
  sessions: Sessions;
  visitors: Visitors;
  origins: Origins;
  front: Front;
  /** Looks whether all who come have one address. */
  noteAddress(address: string, device: string | null): void;
  takeTurn: TakeTurn;
  /** One more socket; returns what to call when it has gone. */
  countSocket(asker: Asker): () => void;
  watch: Watch;
};

/** Lets a socket in, or refuses: from our own pages? not too often? a known event? a token where the role needs one? */
export async function admit(role: Role, { handshake, request }: Socket, entrance: Entrance): Promise<Admitted> {
  const { sessions, visitors, origins, takeTurn, watch, front, countSocket } = entrance;
  const { headers, auth } = handshake;
  origins.check(headers);
  const address = addressBehind(front.trustProxy, request);
  await takeTurn('connect', visitors.asker(headers.cookie, address));
  const said = handshakeSchema.safeParse(auth);
  if (!said.success) throw new Refusal('badMessage', 'handshake');
  const { event, token, name = '' } = said.data;
  if (!eventIdSchema.safeParse(event).success) throw new Refusal('noSuchEvent');
  const moderator = role === 'moderator' ? await sessions.admit(event, token, name) : null;
  await watch.eventOf(event);
  const visitor = visitors.of(event, headers.cookie, address);
  entrance.noteAddress(address, visitor.device);
  return { event, visitor, moderator, leave: countSocket(visitor.asker) };
}

/**
 * A browser that came by no page of ours is given its cookie with its first connection, and known by it from then on; each
 * one keeps its cookie for a while after its last.
 */
export function giveCookies(io: Server, { visitors, front }: Entrance): void {
  io.engine.on('initial_headers', (headers: Record<string, string>, { headers: came }: IncomingMessage) => {
    const cookie = visitors.cookieFor(came.cookie, schemeOf(came, front) === 'https');
    headers['Set-Cookie'] = cookie.header;
    came.cookie = cookie.shown;
  });
}
