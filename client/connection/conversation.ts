import { io, type Socket } from 'socket.io-client';
import type { Answer, Asked, AskMap, Reply, Requests, TellMap } from '../../shared/conversation.ts';
import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { Role } from '../../shared/domain.ts';
import { noticeOf, type RefusalNotice } from '../../shared/refusals.ts';
import { createValue, type Value } from '../value.ts';
import { Refused } from './refused.ts';

/** How long an answer may take before the question counts as lost. */
const answerWithinMs = 8_000;
/** The same for a probe: on a network that works, however slow, a question is answered by then. */
const probeWithinMs = 2_000;

export type ConnectionState = 'connecting' | 'connected' | 'interrupted' | 'refused';

/** The question or its answer was lost: ask again once connected. */
export class Unanswered extends Error {}

export type Conversation<T extends Requests, Notices> = {
  state: Value<ConnectionState>;
  /** Set when the server refuses the connection as such. */
  refusal: Value<RefusalNotice | null>;
  ask<Name extends keyof T & string>(name: Name, asked: Asked<T[Name]>): Promise<Reply<T[Name]>>;
  onTold<Name extends keyof Notices & string>(name: Name, listener: (notice: Notices[Name]) => void): void;
  /** Called at once if connected, and after each connection; the server knows nothing of us then. */
  onConnected(listener: () => void): void;
  /** Looks at once whether the connection still holds, e.g. after sleep or a network change. */
  probe(): void;
  /** Introduces itself anew, as the handshake says now. */
  reconnect(): void;
  close(): void;
};

/** Opens the conversation of a role with the server about one event; each connection asks what to say of itself. */
export function converse<T extends Requests, Notices>(
  role: Role,
  handshake: Handshake | (() => Handshake),
): Conversation<T, Notices> {
  const introduce = typeof handshake === 'function' ? handshake : () => handshake;
  const socket: Socket<TellMap<Notices>, AskMap<T>> = io(`/${role}`, {
    auth: (say: (handshake: Handshake) => void) => say(introduce()),
    transports: ['websocket'],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    forceNew: true,
  });
  const state = createValue<ConnectionState>('connecting');
  const refusal = createValue<RefusalNotice | null>(null);

  socket.on('connect', () => state.set('connected'));
  socket.on('disconnect', () => state.set('interrupted'));
  socket.on('connect_error', (error: Error & { data?: RefusalNotice }) => {
    if (socket.active) return state.set('interrupted');
    refusal.set(error.data ?? noticeOf('defect'));
    state.set('refused');
  });

  // The derived map is exact; socket.io's own types cannot follow a generic name.
  const within = (ms: number) =>
    socket.timeout(ms) as unknown as { emitWithAck(name: string, asked: unknown): Promise<Answer<unknown>> };

  return {
    state,
    refusal,
    async ask(name, asked) {
      const answer = await within(answerWithinMs)
        .emitWithAck(name, asked)
        .catch(() => {
          throw new Unanswered(name);
        });
      if (!answer.ok) throw new Refused(answer.refusal);
      return answer.reply as Reply<T[typeof name]>;
    },
    onTold(name, listener) {
      (socket as unknown as { on(name: string, listener: unknown): void }).on(name, listener);
    },
    onConnected(listener) {
      if (socket.connected) listener();
      socket.on('connect', () => listener());
    },
    probe() {
      if (!socket.connected) return void socket.connect();
      const { engine } = socket.io;
      // A socket over a network that is gone looks open for many seconds: without an answer it is given up, and made anew.
      within(probeWithinMs)
        .emitWithAck('exchangeTime', {})
        .catch(() => engine === socket.io.engine && engine.close());
    },
    reconnect: () => void socket.disconnect().connect(),
    close: () => socket.disconnect(),
  };
}
