import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { protocolVersion } from '../../shared/wire.ts';

/** A viewer's WebSocket that sends requests and pongs, and never reads. */
export type DeafSocket = { ask(name: string, times: number): void; closed: Promise<void>; close(): void };

/** One text message of a client (RFC 6455). */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length]), mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

export async function openDeafSocket(
  url: string,
  event: string,
  headers: Record<string, string> = {},
): Promise<DeafSocket> {
  const { port, host } = new URL(url);
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  let ids = 0;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      const checkStatus = (data: Buffer) => {
        if (!data.toString('latin1').includes(text)) return;
        socket.off('data', checkStatus);
        resolve();
      };
      socket.on('data', checkStatus);
    });
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const opened = until('"sid"');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\n` +
      `Connection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${more.join('')}` +
      'Sec-WebSocket-Version: 13\r\n\r\n',
  );
  await opened;
  const joined = until('40/viewer');
  socket.write(frameOf(`40/viewer,${JSON.stringify({ event, protocol: protocolVersion })}`));
  await joined;
  socket.pause();
  const alive = setInterval(() => socket.write(frameOf('3')), 1_000);
  void closed.then(() => clearInterval(alive));
  return {
    ask(name, times) {
      for (let n = 0; n < times && !socket.destroyed; n += 1) {
        ids += 1;
        socket.write(frameOf(`42/viewer,${ids}["${name}",{}]`));
      }
    },
    closed,
    close: () => void socket.destroy(),
  };
}
