import { io, type Socket } from 'socket.io-client';
import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { Role } from '../../shared/domain.ts';
import { isFinal, type RefusalNotice } from '../../shared/refusals.ts';
import {
  type Answer,
  type Asked,
  type AskMap,
  protocolVersion,
  type Reply,
  type Requests,
  type TellMap,
} from '../../shared/wire.ts';
import { createValue, type Value } from '../value.ts';
import { Refused } from './refused.ts';
import { reloadOnce } from './reloadOnce.ts';
import { reloadWhenRestored } from './reloadWhenRestored.ts';
import { createRetry } from './retry.ts';
import { createSocketOpening } from './socketOpening.ts';

/** After this a request without an acknowledgement counts as lost. */
const answerWithinMs = 8_000;
/** The same for a probe: even a slow network brings the answer by then. */
const probeWithinMs = 2_000;

/** `interrupted`: cut, another attempt is scheduled; `refused`: for good. */
export type ConnectionState = 'connecting' | 'connected' | 'interrupted' | 'refused';

/** The request or its acknowledgement was lost: ask again once connected. */
export class Unanswered extends Error {}

export type Conversation<T extends Requests, Notices> = {
  state: Value<ConnectionState>;
  /** Why the server refused the last attempt to connect. */
  refusal: Value<RefusalNotice | null>;
  ask<Name extends keyof T & string>(name: Name, asked: Asked<T[Name]>): Promise<Reply<T[Name]>>;
  onNotice<Name extends keyof Notices & string>(name: Name, listener: (notice: Notices[Name]) => void): void;
  /** Called at once if connected, and after each reconnection; the server has no state of this socket then. */
  onConnected(listener: () => void): void;
  /** Checks whether the connection still works, e.g. after sleep or a network change; reconnects at once if not. */
  probe(): void;
  /** Reconnects with a new handshake. */
  reconnect(): void;
  close(): void;
};

export type Introduction = {
  /** The handshake of each connection. */
  say(): Handshake;
  /** Whether another handshake may succeed after this refusal, although it is final. */
  mayAmend?(refusal: RefusalNotice): boolean;
};

/** Opens a role's conversation with the server about one event, and reconnects whenever it is lost. */
export function openConversation<T extends Requests, Notices>(
  role: Role,
  { say, mayAmend = () => false }: Introduction,
): Conversation<T, Notices> {
  reloadWhenRestored();
  const socket: Socket<TellMap<Notices>, AskMap<T>> = io(`/${role}`, {
    auth: (answer: (handshake: Handshake & { protocol: number }) => void) =>
      answer({ ...say(), protocol: protocolVersion }),
    // socket.io's own reconnection ignores refusals and disconnects by the server, and has no full jitter.
    reconnection: false,
    autoConnect: false,
    forceNew: true,
  });
  const state = createValue<ConnectionState>('connecting');
  const refusal = createValue<RefusalNotice | null>(null);
  let isClosed = false;

  const opening = createSocketOpening(socket as unknown as Socket, (error) =>
    lost(error ? ((error.data as RefusalNotice | undefined) ?? null) : refusal.get()),
  );
  const connect = () => {
    if (!isClosed) opening.begin();
  };
  const retry = createRetry(connect);
  const lost = (why: RefusalNotice | null) => {
    opening.stop();
    if (isClosed) return;
    if (why?.code === 'otherProtocol') reloadOnce();
    refusal.set(why);
    const isOver = why !== null && isFinal(why.code) && !mayAmend(why);
    if (!isOver) retry.later(why?.code);
    state.set(isOver ? 'refused' : 'interrupted');
  };

  socket.on('connect', () => {
    retry.stop();
    retry.worked();
    refusal.set(null);
    state.set('connected');
  });
  socket.on('disconnect', (reason) => reason !== 'io client disconnect' && lost(null));
  connect();

  // The derived map is exact, but socket.io's types cannot follow a generic name.
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
    onNotice(name, listener) {
      (socket as unknown as { on(name: string, listener: unknown): void }).on(name, listener);
    },
    onConnected(listener) {
      if (socket.connected) listener();
      socket.on('connect', () => listener());
    },
    probe() {
      if (!socket.connected) {
        // An attempt under way goes on: connecting again would only restart it.
        if (!retry.now() && state.get() === 'refused') connect();
        return;
      }
      const { engine } = socket.io;
      // A socket over a network that is gone looks open for many seconds: without an answer it is closed, to reconnect.
      within(probeWithinMs)
        .emitWithAck('exchangeTime', {})
        .catch(() => engine === socket.io.engine && engine.close());
    },
    reconnect() {
      retry.stop();
      opening.stop();
      socket.disconnect();
      state.set('interrupted');
      connect();
    },
    close() {
      isClosed = true;
      opening.stop();
      retry.stop();
      socket.disconnect();
    },
  };
}
