import { connect, type Socket } from 'node:net';
import type { OpenedReply } from '../../../shared/restApi.ts';
import { newCookie } from '../../support/cookie.ts';
import { openDeafSocket } from '../../support/deafSocket.ts';
import { createFakePhone, fakeParameters } from '../../support/fakePhone.ts';
import type { Live } from '../../support/rig.ts';
import { openSocket, type RawSocket } from '../../support/socket.ts';
import { answer } from './child.ts';

/** What one address does to an event; `phone` is an honest perspective, `token` that of the moderator who bans. */
export type AttackWish = { url: string; event: string; phone: string; token: string; name: string };
type Target = AttackWish & { from: Record<string, string>; isOver(): boolean };

const layer = [{ widthPx: 320, bps: 20_000 }];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let ids = 0;
const cameraId = () => {
  ids += 1;
  return `hostile-${String(ids).padStart(20, '0')}`;
};
const wish = () => ({ cameraId: cameraId(), label: 'x', place: { precision: 'off' } });
const closes: (() => void)[] = [];
let answers: Record<string, number> = {};

const count = (what: string) => {
  answers[what] = (answers[what] ?? 0) + 1;
};
const ask = async (socket: RawSocket, name: string, asked: unknown) => {
  const reply = await socket.ask<Live>(name, asked).catch(() => null);
  count(reply === null ? 'no answer' : reply.ok ? 'ok' : reply.refusal.code);
  return reply?.ok ? reply.reply : null;
};
const sockets = async (count: number, role: 'viewer' | 'spectator', { url, event, from }: Target) => {
  const opened = await Promise.all(Array.from({ length: count }, () => openSocket(url, role, { event }, from)));
  closes.push(() => {
    for (const each of opened) each.close();
  });
  return opened;
};
/** Each repeats it until the end. */
const each = <T>(
  all: readonly T[],
  target: Pick<Target, 'isOver'>,
  everyMs: number,
  act: (one: T) => Promise<unknown>,
) => {
  for (const one of all) {
    void (async () => {
      while (!target.isOver()) {
        await act(one).catch((error) => count(error.code ?? 'failed'));
        await pause(everyMs * (0.75 + Math.random() / 2));
      }
    })();
  }
};
/** As a newcomer: without a cookie, or with a new one. */
const asNewcomer = async (target: Target, name: string, asked: object) => {
  const socket = await openSocket(target.url, 'viewer', { event: target.event }, target.from);
  await ask(socket, name, asked);
  socket.close();
};

const withoutMedia = async (target: Target) =>
  each(await sockets(62, 'spectator', target), target, 400, (socket) => ask(socket, 'goLive', wish()));

export const attacks: Record<string, (target: Target) => Promise<void>> = {
  'all slots without media': (target) => withoutMedia(target),
  'all slots without media, doors held': (target) => withoutMedia(target),
  'all slots without media, doors paused': (target) => withoutMedia(target),
  async 'all slots with media'(target) {
    each(await sockets(62, 'spectator', target), target, 4_000, async (socket) => {
      const live = await ask(socket, 'goLive', wish());
      if (!live) return;
      ids += 1;
      const camera = 5_000 + ids;
      const rtpParameters = fakeParameters(camera, layer);
      await ask(socket, 'produce', { transport: live.transport.id, kind: 'video', rtpParameters });
      closes.push(createFakePhone(live.transport, camera, layer, 2).close);
    });
  },
  async 'forty goLive at once on one socket'(target) {
    each(await sockets(1, 'spectator', target), target, 1_000, (socket) =>
      Promise.all(Array.from({ length: 40 }, () => ask(socket, 'goLive', wish()))),
    );
  },
  async 'watch anew, without media'(target) {
    each(await sockets(200, 'viewer', target), target, 4_000, (socket) => ask(socket, 'watch', {}));
  },
  async 'asks and never reads'(target) {
    const deaf = () => openDeafSocket(target.url, target.event, target.from);
    each(Array.from({ length: 20 }), target, 100, async () => {
      const socket = await deaf();
      while (!target.isOver()) {
        socket.ask('readMessages', 10);
        if (await Promise.race([socket.closed.then(() => true), pause(500).then(() => false)])) break;
      }
      socket.close();
      count('hung up on');
    });
  },
  async 'chat with ever new cookies'(target) {
    each(Array.from({ length: 8 }), target, 20, () => asNewcomer(target, 'say', { text: 'buy things' }));
  },
  async 'reports with ever new cookies'(target) {
    const { phone: perspective } = target;
    each(Array.from({ length: 8 }), target, 20, () => asNewcomer(target, 'report', { perspective, reason: 'spam' }));
  },
  async 'place on and off'(target) {
    const [socket] = await sockets(1, 'spectator', target);
    if (!socket || !(await ask(socket, 'goLive', wish()))) return;
    let isOn = false;
    each([socket], target, 40, () => {
      isOn = !isOn;
      const place = isOn ? { precision: 'area', latitude: 48, longitude: 2 } : { precision: 'off' };
      return ask(socket, 'setPlace', { place });
    });
  },
  async 'events from one /64'(target) {
    each(Array.from({ length: 20 }), target, 50, async () => {
      ids += 1;
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `2001:db8:9:9::${ids.toString(16)}` };
      const reply = await fetch(`${target.url}/api/events`, { method: 'POST', headers, body: '{"title":"Flood"}' });
      const body = (await reply.json()) as Partial<OpenedReply> & { refusal?: { code: string } };
      count(body.refusal?.code ?? 'ok');
    });
  },
  async 'cookies from before a ban'(target) {
    const cookies = await Promise.all(Array.from({ length: 8 }, () => newCookie(target.url, target.from)));
    const film = async (cookie: string) => {
      const socket = await openSocket(target.url, 'spectator', { event: target.event }, { ...target.from, cookie });
      const live = await ask(socket, 'goLive', wish());
      return { live, socket };
    };
    const { live, socket } = await film(cookies[0] ?? '');
    const moderator = await openSocket(target.url, 'moderator', { event: target.event, token: target.token });
    await moderator.must('curate', { perspective: live?.perspective.id, action: 'ban' });
    moderator.close();
    socket.close();
    each(cookies, target, 500, async (cookie) => {
      const again = await film(cookie);
      if (again.live) count(again.live.perspective.curation.letIn ? 'let in' : 'held');
      again.socket.close();
    });
  },
  async 'many sockets that ask as much as they may'(target) {
    const asks = [
      ['exchangeTime', {}],
      ['readMine', { cameraId: cameraId() }],
      ['exchangeTime', {}],
      ['exportMine', { cameraId: cameraId() }],
    ] as const;
    let turn = 0;
    each(await sockets(62, 'spectator', target), target, 50, (socket) => {
      turn += 1;
      const [name, asked] = asks[turn % asks.length] ?? asks[0];
      return ask(socket, name, asked);
    });
  },
  async 'REST at its limit'({ url, event, from, isOver }) {
    const paths = ['', `/${event}`, `/${event}/perspectives`, `/${event}/log`].map(
      (path) => `${url}/api/events${path}`,
    );
    let turn = 0;
    each(Array.from({ length: 10 }), { isOver }, 50, async () => {
      turn += 1;
      const reply = await fetch(paths[turn % paths.length] ?? url, { headers: from });
      await reply.arrayBuffer();
      count(String(reply.status));
    });
  },
  async 'answers that nobody reads'({ url, event, from }) {
    const { port, host } = new URL(url);
    const request = `GET /api/events/${event}/perspectives HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${from['x-forwarded-for']}\r\n\r\n`;
    for (let n = 0; n < 300; n += 1) {
      const socket = connect({ port: Number(port), host: '127.0.0.1' }).pause();
      socket.on('error', () => count('closed'));
      socket.write(request.repeat(20));
      closes.push(() => socket.destroy());
    }
  },
  async 'idle connections'({ url }) {
    const port = Number(new URL(url).port);
    const idle = Array.from({ length: 2_000 }, (): Socket => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => count('closed'));
      return socket;
    });
    closes.push(() => {
      for (const socket of idle) socket.destroy();
    });
  },
};

let started = 0;
let isOver = true;
answer({
  async start(asked: AttackWish) {
    isOver = false;
    answers = {};
    // Each from a new address, whose rate limits are unused.
    started += 1;
    const from = { 'x-forwarded-for': `198.19.${started}.9` };
    await attacks[asked.name]?.({ ...asked, from, isOver: () => isOver });
  },
  stop() {
    isOver = true;
    for (const close of closes.splice(0)) close();
    return answers;
  },
});
