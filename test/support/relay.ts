import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Socket as TcpSocket } from 'node:net';
import { createRandom } from './random.ts';

/** Conditions of a network; may be changed while it runs. */
export type Conditions = {
  delayMs: number;
  /** Additional delay, uniform between 0 and this; order is kept, as on most real paths. */
  jitterMs: number;
  /** Share of packets lost, 0 to 1. */
  loss: number;
  /** Drops all packets. */
  dropsAll: boolean;
  /** Bandwidth, bit/s; packets above it wait in a queue, and are lost once that is full. */
  maxBps: number;
};
export const perfect: Conditions = {
  delayMs: 0,
  jitterMs: 0,
  loss: 0,
  dropsAll: false,
  maxBps: Number.POSITIVE_INFINITY,
};
/** About the queue of a router. */
const queueMs = 300;

export type Relay = {
  port: number;
  /** From the browser to the server. */
  up: Conditions;
  /** From the server to the browser. */
  down: Conditions;
  /** The server sees the browser at another port from now on. */
  moveAddress(): void;
  close(): void;
};

type Path = { conditions: Conditions; lastAt: number; freeAt: number };

/** A simulated network for UDP on the loopback, between a browser and the server's media port. */
export async function startRelay(serverPort: number, seed = 1): Promise<Relay> {
  const random = createRandom(seed);
  const front = createSocket('udp4');
  const backs = new Map<string, UdpSocket>();
  const pathOf = (): Path => ({ conditions: { ...perfect }, lastAt: 0, freeAt: 0 });
  const paths = { up: pathOf(), down: pathOf() };

  const pass = (path: Path, bytes: number, send: () => void) => {
    const { delayMs, jitterMs, loss, dropsAll, maxBps } = path.conditions;
    if (dropsAll || (loss > 0 && random() < loss)) return;
    const now = performance.now();
    const freeAt = Math.max(now, path.freeAt) + (8_000 * bytes) / maxBps;
    if (freeAt - now > queueMs) return;
    path.freeAt = freeAt;
    path.lastAt = Math.max(path.lastAt, freeAt + delayMs + jitterMs * random());
    const wait = path.lastAt - now;
    if (wait < 1) send();
    else setTimeout(send, wait);
  };

  const backFor = ({ address, port }: RemoteInfo): UdpSocket => {
    const key = `${address}:${port}`;
    const known = backs.get(key);
    if (known) return known;
    const back = createSocket('udp4');
    back.on('message', (packet) =>
      pass(paths.down, packet.length, () => {
        if (backs.has(key)) front.send(packet, port, address);
      }),
    );
    back.bind(0, '127.0.0.1');
    backs.set(key, back);
    return back;
  };

  front.on('message', (packet, from) =>
    pass(paths.up, packet.length, () => {
      if (!isClosed) backFor(from).send(packet, serverPort, '127.0.0.1');
    }),
  );
  await new Promise<void>((resolve) => front.bind(0, '127.0.0.1', resolve));
  let isClosed = false;

  const moveAddress = () => {
    for (const back of backs.values()) back.close();
    backs.clear();
  };
  return {
    port: front.address().port,
    up: paths.up.conditions,
    down: paths.down.conditions,
    moveAddress,
    close() {
      isClosed = true;
      moveAddress();
      front.close();
    },
  };
}

export type TcpRelay = {
  port: number;
  /** While cut, all data is dropped and no connection is closed, as when a phone loses its network. */
  cut(isCut: boolean): void;
  /** Delay in each direction, ms. */
  delay(ms: number): void;
  /** New connections lead to another port; existing ones stay. */
  leadTo(port: number): void;
  /** Breaks all connections, as when a phone's address changes. */
  breakAll(): void;
  close(): void;
};

/** A simulated network for TCP. */
export async function startTcpRelay(serverPort: number): Promise<TcpRelay> {
  const pairs = new Set<[TcpSocket, TcpSocket]>();
  let isCut = false;
  let delayMs = 0;
  let leadsTo = serverPort;
  const server = createServer((front) => {
    const back = connect(leadsTo, '127.0.0.1');
    const pair: [TcpSocket, TcpSocket] = [front, back];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      front.destroy();
      back.destroy();
    };
    for (const [from, to] of [pair, [back, front] as const]) {
      from.on('data', (data) => {
        if (delayMs === 0) to.write(data);
        else setTimeout(() => to.writable && to.write(data), delayMs);
      });
      from.on('error', end);
      from.on('close', end);
      if (isCut) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    for (const [front] of [...pairs]) front.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    cut(next) {
      isCut = next;
      for (const socket of [...pairs].flat()) isCut ? socket.pause() : socket.resume();
    },
    delay(ms) {
      delayMs = ms;
    },
    leadTo(port) {
      leadsTo = port;
    },
    breakAll,
    close() {
      breakAll();
      server.close();
    },
  };
}
