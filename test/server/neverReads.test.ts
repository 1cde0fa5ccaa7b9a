import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { caps } from '../../shared/limits.ts';
import { newCookie } from '../support/cookie.ts';
import { openDeafSocket } from '../support/deafSocket.ts';
import { memoryOf } from '../support/processor.ts';
import { createRig } from '../support/rig.ts';

const narrow = await createRig({ env: { RATE_SCALE: '0.1', TRUST_PROXY: '1' } });
const wide = await createRig({ env: { RATE_SCALE: '100', TRUST_PROXY: '1' } });
const direct = await createRig();
const { event } = await narrow.openEvent();
const at = (network: number) => ({ 'x-forwarded-for': `198.18.${network}.1` });

/** A request that never ends. */
const slow = connect({ port: Number(new URL(narrow.server.url).port), host: '127.0.0.1' });
const slowClosed = new Promise((resolve) => slow.once('close', resolve));
slow.on('error', () => undefined).resume();
slow.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');

describe('a client that does not read its answers', () => {
  it('is disconnected before much is queued for it, without effect on others', async () => {
    const { event } = await wide.openEvent();
    const writer = await wide.socket('viewer', event.id);
    for (let n = 0; n < 50; n += 1) await writer.must('say', { text: '漢'.repeat(280), name: '字'.repeat(40) });
    const before = memoryOf(wide.server.pid);
    const deaf = await Promise.all(Array.from({ length: 4 }, () => openDeafSocket(wide.server.url, event.id)));
    const asking = setInterval(() => {
      for (const each of deaf) each.ask('readMessages', 10);
    }, 100);
    // The kernel buffers some megabytes for each before the server has to.
    await Promise.all(deaf.map(({ closed }) => closed));
    clearInterval(asking);
    // Queued texts take up to three bytes a letter, and garbage is collected later.
    const grownBy = (memoryOf(wide.server.pid) - before) / 1e6;
    expect(grownBy).toBeLessThan((deaf.length * caps.waitingBytes.socket * 3) / 1e6 + 300);
    expect((await writer.ask('readMessages', {})).ok).toBe(true);
  }, 90_000);

  it('has a limited number of unanswered requests', async () => {
    const viewer = await narrow.socket('viewer', event.id, undefined, at(1));
    const answers = await Promise.all(Array.from({ length: 20 }, () => viewer.ask('readMessages', {})));
    const answered = answers.filter(({ ok }) => ok).length;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(Math.ceil(caps.questions.socket / 10));
  });

  it('that goes on after refusals is disconnected', async () => {
    const viewer = await narrow.socket('viewer', event.id, undefined, at(2));
    const gone = new Promise((resolve) => viewer.socket.once('disconnect', resolve));
    for (let n = 0; n < 100; n += 1) viewer.socket.emit('exchangeTime', {}, () => {});
    expect(await gone).toBe('io server disconnect');
  });
});

describe('sockets', () => {
  const connection = (headers: Record<string, string>) =>
    narrow.socket('viewer', event.id, undefined, headers).then(
      () => 'connected',
      (error) => error.code,
    );

  it('of one browser are limited', async () => {
    const cookie = await newCookie(narrow.server.url, at(3));
    const codes = [];
    for (let n = 0; n < 8; n += 1) codes.push(await connection({ ...at(3), cookie }));
    expect(codes.filter((code) => code === 'connected')).toHaveLength(caps.sockets.device / 10);
    expect(codes.at(-1)).toBe('tooManySockets');
    expect(await connection(at(3))).toBe('connected');
  });

  it('of a venue behind one address can all reconnect at once', async () => {
    const back = Array.from({ length: 200 }, () => narrow.socket('viewer', event.id, undefined, at(4)));
    expect((await Promise.all(back)).every(({ socket }) => socket.connected)).toBe(true);
  });

  it('that send no request are closed', async () => {
    await slowClosed;
  });

  it('that send nothing block nobody, not even at their own address', async () => {
    const { port } = new URL(direct.server.url);
    const idle = Array.from({ length: caps.unaskedConnections.address + 20 }, () => {
      const socket = connect({ port: Number(port), host: '127.0.0.1' });
      socket.on('error', () => undefined).resume();
      return socket;
    });
    const closed = idle.slice(0, 20).map((each) => new Promise((resolve) => each.once('close', resolve)));
    await Promise.all(closed);
    expect((await direct.http('/healthz')).status).toBe(200);
    for (const each of idle) each.destroy();
  });
});
