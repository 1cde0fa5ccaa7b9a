import { SignJWT } from 'jose';
import type { Message } from '../../shared/conversations/talk.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Perspective, Role } from '../../shared/domain.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import type { Right } from '../../shared/rights.ts';
import type { RtpCapabilities, TransportOffer } from '../../shared/rtp.ts';
import { audioParameters, cameraId, dtls, videoParameters } from '../support/rtp.ts';
import { openSocket, type RawSocket } from '../support/socket.ts';
import type { Dictionary } from './values.ts';

export const tokenSecret = 'the secret of the fuzzer';

/** A client, with the rights that it has at most. */
export type Actor = { role: Role; rights: readonly Right[]; event: string; raw: RawSocket; heard: string[] };

/** Texts that only moderators of the event may get; searched for in everything that others get. */
export type Canary = { texts: string[] };

export type Scene = {
  /** `open` has actors without rights, `own` moderators with all rights, `other` no actors. */
  events: Record<'open' | 'own' | 'other', OpenedReply>;
  actors: Actor[];
  known: Dictionary;
  canary: Canary;
  /** Tokens of many kinds, none of which is valid for `other`. */
  badTokens: string[];
  /** The event `other` as its own moderator sees it; must never change. */
  untouched(): Promise<string>;
  close(): void;
};

let cameras = 0;
const exact = () => ({ precision: 'exact', latitude: 47.123456 + cameras * 1e-6, longitude: 8.654321 });

async function openEvent(url: string, wish: object): Promise<OpenedReply> {
  const reply = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Fuzz', ...wish }),
  });
  return (await reply.json()) as OpenedReply;
}

type Live = { perspective: Perspective; rtpCapabilities: RtpCapabilities; transport: TransportOffer };
async function film(url: string, event: string, label: string) {
  cameras += 1;
  const id = cameraId(cameras);
  const raw = await openSocket(url, 'spectator', { event });
  const live = await raw.must<Live>('goLive', { cameraId: id, label, place: exact() });
  const asked = { transport: live.transport.id, kind: 'video', rtpParameters: videoParameters(900_000 + cameras) };
  await raw.must('produce', asked);
  return { raw, id, perspective: live.perspective.id, transport: live.transport.id };
}

/** Tokens that are expired, forged, or for something else. */
async function badTokensFor({ event, token }: OpenedReply, others: string[]): Promise<string[]> {
  const [head, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = (changes: object, algorithm = 'HS256') =>
    new SignJWT({ ...claims, ...changes })
      .setProtectedHeader({ alg: algorithm })
      .sign(new TextEncoder().encode(tokenSecret));
  return [
    ...others,
    `${encode({ alg: 'none' })}.${body}.`,
    `${head}.${encode({ ...claims, exp: claims.exp + 9e6 })}.${signature}`,
    `${head}.${encode({ ...claims, event: event.id, rights: ['curate'] })}.${signature}`,
    await sign({ exp: 1 }),
    await sign({ epoch: 'another' }),
    await sign({ role: 'viewer' }),
    await sign({ use: 'session' }),
    await sign({}, 'HS512'),
    token.slice(0, -1),
    '',
  ];
}

type Filmed = Awaited<ReturnType<typeof film>>;

/** By field name: values that exist on the server, so that requests get past the lookup. */
function valuesThatExist(
  { shown, hidden, held, mine }: Record<'shown' | 'hidden' | 'held' | 'mine', Filmed>,
  message: Message | undefined,
  rtpCapabilities: RtpCapabilities,
): Dictionary {
  const perspectives = [shown, hidden, held, mine].map(({ perspective }) => perspective);
  return {
    perspective: perspectives,
    heard: [...perspectives, null],
    perspectives: [perspectives],
    order: [[shown.perspective, mine.perspective]],
    cameraId: [shown.id, mine.id, cameraId(999_999)],
    transport: [shown.transport, mine.transport],
    rtpCapabilities: [rtpCapabilities],
    rtpParameters: [audioParameters(800_000 + cameras), videoParameters(810_000 + cameras)],
    dtlsParameters: [dtls],
    message: message ? [message.id] : [],
    sender: message ? [message.sender] : [],
    entry: [1, 2, 3],
    action: ['letIn', 'feature', 'hide', 'show', 'blackout', 'lift', 'trust', 'remove', 'ban', 'unban'],
  };
}

/** Opens three events with their actors. */
export async function openScene(url: string): Promise<Scene> {
  const [open, own, other] = [
    await openEvent(url, {}),
    await openEvent(url, {}),
    await openEvent(url, { doors: 'held' }),
  ];
  const closes: (() => void)[] = [];
  const actors: Actor[] = [];
  const take = (role: Role, rights: readonly Right[], event: string, raw: RawSocket): RawSocket => {
    const heard: string[] = [];
    raw.socket.onAny((name, notice) => heard.push(JSON.stringify([name, notice])));
    actors.push({ role, rights, event, raw, heard });
    closes.push(() => raw.close());
    return raw;
  };
  const owner = await openSocket(url, 'moderator', { event: open.event.id, token: open.token });
  const keeper = await openSocket(url, 'moderator', { event: other.event.id, token: other.token });
  closes.push(
    () => owner.close(),
    () => keeper.close(),
  );

  // One visible to all, one hidden, one of an event without actors.
  const shown = await film(url, open.event.id, 'Shown to all');
  const hidden = await film(url, open.event.id, 'CANARY-HIDDEN');
  await owner.must('curate', { perspective: hidden.perspective, action: 'hide', why: 'CANARY-REASON' });
  const held = await film(url, other.event.id, 'CANARY-OTHER');
  const mine = await film(url, own.event.id, 'Mine');
  for (const each of [hidden, held]) closes.push(() => each.raw.close());

  take('spectator', [], open.event.id, shown.raw);
  take('spectator', [], open.event.id, await openSocket(url, 'spectator', { event: open.event.id }));
  take('spectator', [], own.event.id, mine.raw);
  for (let n = 0; n < 3; n += 1)
    take('viewer', [], open.event.id, await openSocket(url, 'viewer', { event: open.event.id }));
  const { token: talking } = await owner.must<{ token: string }>('shareLink', { rights: ['talk'] });
  const sharing = { event: open.event.id, token: talking };
  take('moderator', ['talk'], open.event.id, await openSocket(url, 'moderator', sharing));
  const all: Right[] = ['curate', 'run', 'talk', 'log', 'links'];
  for (let n = 0; n < 2; n += 1) {
    take('moderator', all, own.event.id, await openSocket(url, 'moderator', { event: own.event.id, token: own.token }));
  }
  for (const { role, raw } of actors) if (role !== 'spectator') await raw.must('watch', {});

  const [speaker] = actors.filter(({ role }) => role === 'viewer');
  const said = await speaker?.raw.must<{ message: Message }>('say', { text: 'hello' });
  const { rtpCapabilities } = await keeper.must<Live>('watch', {});
  return {
    events: { open, own, other },
    actors,
    known: valuesThatExist({ shown, hidden, held, mine }, said?.message, rtpCapabilities),
    canary: { texts: ['CANARY', held.perspective, hidden.perspective, '47.1234', '8.654321'] },
    badTokens: await badTokensFor(other, [open.token, own.token, talking]),
    async untouched() {
      const { event } = await keeper.must<{ event: object }>('watch', {});
      const { entries } = await keeper.must<{ entries: LogEntry[] }>('readLog', {});
      return JSON.stringify([event, entries]);
    },
    close() {
      for (const close of closes.splice(0)) close();
    },
  };
}
