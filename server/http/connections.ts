import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createCounts } from '../../shared/counts.ts';
import { caps } from '../../shared/limits.ts';
import { networkOf, subscriberOf } from '../auth/addresses.ts';

/** A connection whose headers, or whole request, take longer is closed. */
const headersTimeout = 10_000;
const requestTimeout = 30_000;

/** Long enough for a page's scripts on a slow phone; a client that reads nothing would keep its connection for ever. */
const replyTimeoutMs = 60_000;

/** TLS has a socket of its own for each TCP connection, with the same port. */
const portOf = ({ remotePort }: Socket) => remotePort ?? 0;

/** Of one address or network, by address and port, oldest first. */
type Connections = { all: Map<string, Socket>; unasked: Map<string, Socket> };
type Most = { all: number; unasked: number };

/** Bounds the connections of each owner: an address, or a network. */
function boundEach(ownerOf: (address: string) => string, most: Most) {
  const byOwner = new Map<string, Connections>();
  const named = (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    return { owner: ownerOf(address), name: `${address}/${portOf(socket)}` };
  };
  return {
    came(connection: Socket): void {
      const { owner, name } = named(connection);
      const mine = byOwner.get(owner) ?? { all: new Map(), unasked: new Map() };
      byOwner.set(owner, mine);
      mine.all.set(name, connection);
      mine.unasked.set(name, connection);
      connection.once('close', () => {
        mine.all.delete(name);
        mine.unasked.delete(name);
        if (mine.all.size === 0) byOwner.delete(owner);
      });
      const [oldest] = mine.unasked.values();
      if (mine.unasked.size > most.unasked || mine.all.size > most.all) oldest?.destroy();
    },
    asked(socket: Socket): void {
      const { owner, name } = named(socket);
      byOwner.get(owner)?.unasked.delete(name);
    },
  };
}

type Timing = { replyMs?: number };

/**
 * Bounds connections. At a limit, the oldest connection without a request is closed: a client that holds many open
 * locks nobody out, not even at the same address. Behind a proxy all have the proxy's address, and only their sum is
 * bounded.
 */
export function boundConnections(
  server: Server,
  isBehindProxy: boolean,
  { replyMs = replyTimeoutMs }: Timing = {},
): void {
  Object.assign(server, { headersTimeout, requestTimeout, maxConnections: caps.connections.server });
  const unanswered = createCounts<Socket>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    // Node works on pipelined requests at once; browsers and proxies send none.
    if (unanswered.of(socket) >= caps.pipelined.socket) return void socket.destroy();
    response.once('close', unanswered.add(socket));
    const timer = setTimeout(() => socket.destroy(), replyMs);
    response.once('close', () => clearTimeout(timer));
  });
  if (isBehindProxy) return;
  const { connections: all, unaskedConnections: unasked } = caps;
  const bounds = [
    boundEach(subscriberOf, { all: all.address, unasked: unasked.address }),
    boundEach(networkOf, { all: all.network, unasked: unasked.network }),
  ];
  const asked = ({ socket }: IncomingMessage) => {
    for (const bound of bounds) bound.asked(socket);
  };
  server.on('connection', (connection) => {
    for (const bound of bounds) bound.came(connection);
  });
  server.on('request', asked);
  server.on('upgrade', asked);
}
