import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { caps } from '../../shared/limits.ts';
import { protocolVersion } from '../../shared/wire.ts';
import { createRig } from '../support/rig.ts';

// A hundredth of the real limits: eight sockets that poll from one address.
const rig = await createRig({ env: { RATE_SCALE: '0.01', TRUST_PROXY: '1' } });
const roomy = await createRig({ env: { RATE_SCALE: '100', TRUST_PROXY: '1' } });
const { event } = await roomy.openEvent();

const polling = `${rig.server.url}/socket.io/?EIO=4&transport=polling`;
const handshake = (address: string, url = polling) => fetch(url, { headers: { 'x-forwarded-for': address } });
/** The id of a session, from the first answer: `0{"sid":…}`. */
const sessionOf = async (answer: Response) => (JSON.parse((await answer.text()).slice(1)) as { sid: string }).sid;

const openPolling = (headers: Record<string, string> = {}) => {
  const auth = { event: event.id, protocol: protocolVersion };
  const options = { auth, transports: ['polling'], forceNew: true, reconnection: false, extraHeaders: headers };
  return io(`${roomy.server.url}/viewer`, options);
};

describe.concurrent('a socket that polls', () => {
  it('talks like any other, and stays while the server pings', async () => {
    const socket = openPolling();
    await new Promise((resolve) => socket.once('connect', () => resolve(null)));
    const pinged = new Promise((resolve) => socket.io.once('ping', () => resolve(null)));
    const answer = await socket.timeout(10_000).emitWithAck('exchangeTime', {});
    expect(answer.ok).toBe(true);
    await pinged;
    const again = await socket.timeout(10_000).emitWithAck('readMessages', {});
    expect(again.ok).toBe(true);
    expect(socket.io.engine.transport.name).toBe('polling');
    socket.disconnect();
  });

  it('is refused to pages of other sites', async () => {
    const socket = openPolling({ origin: 'https://evil.example' });
    const refusal = await new Promise<{ data?: { code?: string } }>((resolve) => socket.once('connect_error', resolve));
    expect(refusal.data?.code).toBe('foreignOrigin');
    socket.disconnect();
  });

  it('may not send more at once than a WebSocket', async () => {
    const url = polling.replace(rig.server.url, roomy.server.url);
    const sid = await sessionOf(await handshake('192.0.2.1', url));
    const sent = await fetch(`${url}&sid=${sid}`, { method: 'POST', body: '4'.repeat(caps.messageBytes.socket + 1) });
    expect(sent.status).toBe(413);
  });

  it('is disconnected when it asks on and does not poll', async () => {
    const writer = await roomy.socket('viewer', event.id);
    for (let n = 0; n < 50; n += 1) await writer.must('say', { text: '漢'.repeat(280), name: '字'.repeat(40) });
    const url = polling.replace(rig.server.url, roomy.server.url);
    const sid = await sessionOf(await handshake('192.0.2.3', url));
    const post = async (body: string) => (await fetch(`${url}&sid=${sid}`, { method: 'POST', body })).status;
    await post(`40/viewer,${JSON.stringify({ event: event.id, protocol: protocolVersion })}`);
    // It has joined when the server answers.
    await fetch(`${url}&sid=${sid}`);
    let asked = 0;
    const ask = () => {
      asked += 1;
      return post(`42/viewer,${asked}["readMessages",{}]`);
    };
    const most = (2 * caps.waitingBytes.socket) / (50 * 280);
    for (let status = 200; status === 200 && asked < most; ) status = await ask();
    expect(asked).toBeLessThan(most);
    expect((await writer.ask('readMessages', {})).ok).toBe(true);
  });

  it('that joins nothing is forgotten', async ({ expect }) => {
    const most = Math.ceil(caps.polling.address / 100);
    await Promise.all(Array.from({ length: most }, () => handshake('203.0.113.2')));
    // Each of them holds its place for ten seconds.
    await expect
      .poll(async () => (await handshake('203.0.113.2')).status, { timeout: 25_000, interval: 500 })
      .toBe(200);
  });
});

describe('sockets that poll', () => {
  it('are bounded by address, and each that leaves makes room', async () => {
    const most = Math.ceil(caps.polling.address / 100);
    const answers = await Promise.all(Array.from({ length: most }, () => handshake('192.0.2.2')));
    expect(answers.map(({ status }) => status)).toEqual(Array(most).fill(200));
    const [first] = await Promise.all(answers.map(sessionOf));
    expect((await handshake('192.0.2.2')).status).toBe(403);
    // Nor by an address that reads otherwise.
    for (const more of ['transport=websocket&', 'x=?&']) {
      const url = polling.replace('transport=', `${more}transport=`);
      expect((await handshake('192.0.2.2', url)).status).toBe(403);
    }
    expect((await handshake('198.51.100.2')).status).toBe(200);
    // A client that says goodbye.
    await fetch(`${polling}&sid=${first}`, { method: 'POST', body: '1' });
    expect((await handshake('192.0.2.2')).status).toBe(200);
  });
});
