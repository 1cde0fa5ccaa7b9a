import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a network between a page and the server does with WebSockets. */
export type Blocking = 'refuses' | 'swallows';

export type BlockingProxy = { url: string; close(): void };

/** A proxy that passes on all requests of HTTP and no WebSocket, as those of some companies and hotels. */
export async function startBlockingProxy(target: string, blocking: Blocking): Promise<BlockingProxy> {
  const { port } = new URL(target);
  const held = new Set<Socket>();
  const server = createServer();
  server.on('request', (asked, response) => {
    const { url, method, headers } = asked;
    const onward = request({ host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.once('close', () => onward.destroy());
    asked.pipe(onward);
  });
  server.on('upgrade', (_request, socket: Socket) => {
    socket.on('error', () => undefined);
    if (blocking === 'refuses') return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    held.add(socket);
    socket.once('close', () => held.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of held) socket.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}
