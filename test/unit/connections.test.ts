import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { boundConnections } from '../../server/http/connections.ts';
import { caps } from '../../shared/limits.ts';

const closes: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
});

async function serve(listener: RequestListener, timing?: { replyMs: number }): Promise<number> {
  const server = createServer(listener);
  boundConnections(server, false, timing);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closes.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return (server.address() as AddressInfo).port;
}

function open(port: number, localAddress = '127.0.0.1'): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  closes.push(() => socket.destroy());
  return socket;
}

describe('a connection', () => {
  it('that never reads its answer is closed', async () => {
    let closed: Promise<unknown> | undefined;
    const port = await serve(
      (_request, response) => {
        closed = once(response, 'close');
        response.end(Buffer.alloc(50_000_000));
      },
      { replyMs: 300 },
    );
    const socket = open(port).pause();
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => closed !== undefined, { timeout: 5_000 }).toBe(true);
    await closed;
  });

  it('that asks again and again before it is answered is closed', async () => {
    let asked = 0;
    const port = await serve(() => {
      asked += 1;
    });
    const socket = open(port).resume();
    const closed = once(socket, 'close');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(40));
    await closed;
    expect(asked).toBeGreaterThan(0);
  });

  it('that asks nothing makes room for others of its network, however many addresses that has', async () => {
    const port = await serve((_request, response) => response.end('here'));
    const most = caps.unaskedConnections.network;
    const idle: Socket[] = [];
    for (let n = 0; n < most; n += 1) {
      const socket = open(port, `127.0.0.${2 + (n % 4)}`);
      await once(socket, 'connect');
      idle.push(socket.resume());
    }
    const oldest = once(idle[0] as Socket, 'close');
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
    await oldest;
    expect(idle.slice(1, most - 1).every(({ closed }) => !closed)).toBe(true);
  });
});
