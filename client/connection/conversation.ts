import { io, type Socket } from 'socket.io-client';
import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { Role } from '../../shared/domain.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';
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
import { isFinal, Refused } from './refused.ts';
import { reloadOnce } from './reloadOnce.ts';
import { createRetry } from './retry.ts';

/** How long an answer may take before the question counts as lost. */
const answerWithinMs = 8_000;
/** The same for a probe: on a network that works, however slow, a question is answered by then. */
const probeWithinMs = 2_000;
/** An attempt to connect that takes longer is given up: a server that stopped, too, takes connections in. */
const connectWithinMs = 10_000;

/** `interrupted`: cut, and tried again; `refused`: for good. */
export type ConnectionState = 'connecting' | 'connected' | 'interrupted' | 'refused';

/** The question or its answer was lost: ask again once connected. */
export class Unanswered extends Error {}

export type Conversation<T extends Requests, Notices> = {
  state: Value<ConnectionState>;
  /** Why the server did not let this connection in, when it was tried last. */
  refusal: Value<RefusalNotice | null>;
  ask<Name extends keyof T & string>(name: Name, asked: Asked<T[Name]>): Promise<Reply<T[Name]>>;
  onNotice<Name extends keyof Notices & string>(name: Name, listener: (notice: Notices[Name]) => void): void;
  /** Called at once if connected, and after each connection; the server knows nothing of us then. */
  onConnected(listener: () => void): void;
  /** Looks at once whether the connection still holds, e.g. after sleep or a network change; tries at once where it does not. */
  probe(): void;
  /** Introduces itself anew, as the handshake says now. */
  reconnect(): void;
  close(): void;
};

export type Introduction = {
  /** What to say of oneself at each connection. */
  say(): Handshake;
  /** Whether there is something else to say after this refusal; without it, what is final is final. */
  mayAmend?(refusal: RefusalNotice): boolean;
};

/** Opens the conversation of a role with the server about one event, and opens it again whenever it is cut. */
export function openConversation<T extends Requests, Notices>(
  role: Role,
  { say, mayAmend = () => false }: Introduction,
): Conversation<T, Notices> {
  const socket: Socket<TellMap<Notices>, AskMap<T>> = io(`/${role}`, {
    auth: (answer: (handshake: Handshake & { protocol: number }) => void) =>
      answer({ ...say(), protocol: protocolVersion }),
    transports: ['websocket'],
    // It would neither try again after a refusal or a goodbye of the server, nor spread those who were cut together.
    reconnection: false,
    autoConnect: false,
    forceNew: true,
  });
  const state = createValue<ConnectionState>('connecting');
  const refusal = createValue<RefusalNotice | null>(null);
  let isClosed = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    clearTimeout(waiting);
    if (isClosed || socket.connected) return;
    waiting = setTimeout(() => {
      socket.disconnect();
      lost(refusal.get());
    }, connectWithinMs);
    socket.connect();
  };
  const retry = createRetry(connect);
  const lost = (why: RefusalNotice | null) => {
    clearTimeout(waiting);
    if (isClosed) return;
    if (why?.code === 'otherProtocol' && reloadOnce()) return;
    refusal.set(why);
    const isOver = why !== null && isFinal(why) && !mayAmend(why);
    if (!isOver) retry.later(why?.code);
    state.set(isOver ? 'refused' : 'interrupted');
  };

  socket.on('connect', () => {
    clearTimeout(waiting);
    retry.stop();
    retry.worked();
    refusal.set(null);
    state.set('connected');
  });
  socket.on('disconnect', (reason) => reason !== 'io client disconnect' && lost(null));
  socket.on('connect_error', (error: Error & { data?: RefusalNotice }) => lost(error.data ?? null));
  connect();

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
    onNotice(name, listener) {
      (socket as unknown as { on(name: string, listener: unknown): void }).on(name, listener);
    },
    onConnected(listener) {
      if (socket.connected) listener();
      socket.on('connect', () => listener());
    },
    probe() {
      if (!socket.connected) {
        // Not where an attempt is under way: it would only begin anew.
        if (!retry.now() && state.get() === 'refused') connect();
        return;
      }
      const { engine } = socket.io;
      // A socket over a network that is gone looks open for many seconds: without an answer it is given up, and made anew.
      within(probeWithinMs)
        .emitWithAck('exchangeTime', {})
        .catch(() => engine === socket.io.engine && engine.close());
    },
    reconnect() {
      retry.stop();
      socket.disconnect();
      state.set('interrupted');
      connect();
    },
    close() {
      isClosed = true;
      clearTimeout(waiting);
      retry.stop();
      socket.disconnect();
    },
  };
}
