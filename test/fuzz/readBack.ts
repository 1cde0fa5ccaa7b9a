import type { Redis } from 'ioredis';
import { SignJWT } from 'jose';
import type { Role } from '../../shared/domain.ts';
import { allRights } from '../../shared/rights.ts';
import type { Answer } from '../../shared/wire.ts';
import { openSocket, type RawSocket } from '../support/socket.ts';
import { replies } from './replies.ts';
import { type Scene, tokenSecret } from './scene.ts';

type Name = keyof typeof replies;
/** Requests that read an event, by role. */
const reads: Record<Role, readonly Name[]> = {
  viewer: ['watch', 'readMessages'],
  moderator: ['watch', 'readMessages', 'readLog', 'readReports', 'readOut'],
  spectator: ['readMine', 'exportMine'],
};
/** This many of the opened events are read back one by one; the list has all. */
const maxOpened = 5;

/** A valid link, even if links were replaced or the event's record is spoilt. */
async function linkTo(redis: Redis, event: string): Promise<string> {
  let epoch = '';
  try {
    epoch = String(JSON.parse((await redis.get(`polyscope:event:${event}`)) ?? '').epoch);
  } catch {
    // The event is gone, so requests will be refused.
  }
  return new SignJWT({ event, use: 'link', role: 'moderator', rights: allRights, epoch, jti: 'reader' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(tokenSecret));
}

/** Reads everything that was accepted; returns what cannot be read: no answer, a defect, or a wrong shape. */
export function createReadBack(url: string, redis: Redis, scene: Scene) {
  const sockets = new Map<string, RawSocket>();
  const opened: string[] = [];
  const ids = Object.values(scene.events).map(({ event }) => event.id);
  const cameras = scene.known.cameraId ?? [];
  let count = 0;

  const judge = (what: string, name: Name, reply: unknown): string | null => {
    count += 1;
    const parsed = replies[name].safeParse(reply);
    return parsed.success ? null : `${what}: ${JSON.stringify(parsed.error.issues[0])}`;
  };

  const overHttp = async (path: string, name: Name, isGone: boolean): Promise<string | null> => {
    const reply = await fetch(url + path);
    const body = await reply.json().catch(() => null);
    if (reply.ok) return judge(path, name, body);
    return isGone && reply.status === 404 ? null : `${path}: ${reply.status} ${JSON.stringify(body)}`;
  };

  const socketOf = async (role: Role, event: string): Promise<RawSocket> => {
    const key = `${role} ${event}`;
    const known = sockets.get(key);
    if (known?.socket.connected) return known;
    const token = role === 'moderator' ? { token: await linkTo(redis, event) } : {};
    const socket = await openSocket(url, role, { event, ...token });
    sockets.set(key, socket);
    return socket;
  };

  const overSocket = async (role: Role, event: string, name: Name, asked: object, isGone: boolean) => {
    let answer: Answer<unknown>;
    try {
      answer = await (await socketOf(role, event)).ask(name, asked);
      // The links were replaced meanwhile.
      if (!answer.ok && answer.refusal.code === 'tokenRevoked') {
        sockets.get(`${role} ${event}`)?.close();
        answer = await (await socketOf(role, event)).ask(name, asked);
      }
    } catch (error) {
      const { code } = error as { code?: string };
      return isGone && code && code !== 'defect' ? null : `${role} ${name}: ${code ?? String(error)}`;
    }
    if (answer.ok) return judge(`${role} ${name}`, name, answer.reply);
    return isGone && answer.refusal.code !== 'defect' ? null : `${role} ${name}: ${JSON.stringify(answer.refusal)}`;
  };

  /** `isGone`: a record was spoilt, so that it may be refused as if it did not exist. */
  const of = async (event: string, isGone: boolean): Promise<(string | null)[]> => {
    const found = [
      await overHttp(`/api/events/${event}`, 'event', isGone),
      await overHttp(`/api/events/${event}/perspectives`, 'perspectives', isGone),
    ];
    for (const [role, names] of Object.entries(reads) as [Role, readonly Name[]][]) {
      const asks = role === 'spectator' ? cameras.map((cameraId) => ({ cameraId })) : [{}];
      for (const asked of asks)
        for (const name of names) found.push(await overSocket(role, event, name, asked, isGone));
    }
    return found;
  };

  return {
    count: () => count,
    /** For each event that has data to read. */
    events: () => [...ids, ...opened],
    noteOpened: (event: string) => void opened.push(event),
    socketOf,
    async all(isGone = false): Promise<string[]> {
      const found = [await overHttp('/api/events', 'events', false)];
      found.push(...(await Promise.all(ids.map((id) => of(id, isGone)))).flat());
      for (const id of opened.slice(-maxOpened)) found.push(await overHttp(`/api/events/${id}`, 'event', isGone));
      return found.flatMap((each) => each ?? []);
    },
    close() {
      for (const socket of sockets.values()) socket.close();
    },
  };
}

export type ReadBack = ReturnType<typeof createReadBack>;
