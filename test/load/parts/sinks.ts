import { createSocket, type Socket } from 'node:dgram';
import { receiverReport } from '../../support/vp8.ts';
import { answer } from './child.ts';

/** Sockets that receive packets. While this process is halted nobody reads them. */
const sockets: Socket[] = [];

async function open(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 64_000 });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  sockets.push(socket);
  return socket;
}

answer({
  /** One socket for each of these ports, to which it sends a first packet so that they know its address. */
  async greet({ ports }: { ports: number[] }) {
    for (const port of ports) (await open()).send(receiverReport(), port, '127.0.0.1');
  },
  /** Opens this many sockets; returns their ports. */
  async bind({ count }: { count: number }) {
    const opened = await Promise.all(Array.from({ length: count }, open));
    return opened.map((socket) => socket.address().port);
  },
});
