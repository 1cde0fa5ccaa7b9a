import { io, type Socket } from 'socket.io-client';
import type { Role } from '../../shared/domain.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';
import { type Answer, protocolVersion } from '../../shared/wire.ts';
import { noteRefusal } from './refusalsSeen.ts';

/** A socket that sends anything, valid or not. */
export type RawSocket = {
  socket: Socket;
  ask<T = Record<string, unknown>>(name: string, ...asked: unknown[]): Promise<Answer<T>>;
  /** The reply, or an error with the refusal's code. */
  must<T = Record<string, unknown>>(name: string, asked: unknown): Promise<T>;
  /** The first notice of this name that was not returned yet; waits for one. */
  nextNotice<T = Record<string, unknown>>(name: string, isMeant?: (notice: T) => boolean): Promise<T>;
  close(): void;
};

const answerWithinMs = 20_000;
const noticeWithinMs = 20_000;

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function openSocket(
  url: string,
  role: Role,
  auth: unknown,
  extraHeaders: Record<string, string> = {},
): Promise<RawSocket> {
  const socket = io(`${url}/${role}`, {
    // A `protocol` in the object takes precedence; anything but an object is sent unchanged.
    auth: isRecord(auth) ? { protocol: protocolVersion, ...auth } : (auth as object),
    extraHeaders,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  const heard: { name: string; notice: unknown }[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((name, notice) => {
    heard.push({ name, notice });
    for (const check of [...waiting]) check();
  });

  const ask = async <T>(name: string, ...asked: unknown[]) => {
    const answer = (await socket.timeout(answerWithinMs).emitWithAck(name, ...asked)) as Answer<T>;
    if (!answer.ok) noteRefusal(name, answer.refusal.code);
    return answer;
  };

  const raw: RawSocket = {
    socket,
    ask,
    async must<T>(name: string, asked: unknown) {
      const answer = await ask<T>(name, asked);
      if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code} ${answer.refusal.detail ?? ''}`);
      return answer.reply;
    },
    nextNotice<T>(name: string, isMeant: (notice: T) => boolean = () => true) {
      return new Promise<T>((resolve, reject) => {
        const done = () => {
          waiting.delete(check);
          clearTimeout(timer);
        };
        const check = () => {
          const index = heard.findIndex((each) => each.name === name && isMeant(each.notice as T));
          if (index < 0) return;
          const [found] = heard.splice(index, 1);
          done();
          resolve(found?.notice as T);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`no notice ${name}; heard ${JSON.stringify(heard).slice(0, 2_000)}`));
        }, noticeWithinMs);
        waiting.add(check);
        check();
      });
    },
    close: () => void socket.disconnect(),
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(raw));
    // An invalid handshake closes without a refusal. A refusal closes, too, but its error follows right after.
    socket.io.once('close', (why) => {
      setImmediate(() => reject(Object.assign(new Error(why), { code: 'closed' })));
    });
    socket.once('connect_error', (error: Error & { data?: RefusalNotice }) => {
      noteRefusal('handshake', error.data?.code);
      reject(Object.assign(error, { code: error.data?.code }));
      socket.disconnect();
    });
  });
}
