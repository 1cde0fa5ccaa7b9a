import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createCounts } from '../../shared/counts.ts';
import { caps } from '../../shared/limits.ts';
import { networkOf, subscriberOf } from '../auth/addresses.ts';

/** Headers, and whole requests, come within this: what asks nothing is closed. */
const headersTimeout = 10_000;
const requestTimeout = 30_000;

/** A whole answer is taken within this, a page's scripts by a slow phone, too: else who reads nothing keeps it for ever. */
const replyTimeoutMs = 60_000;

/** The same for a connection and what is encrypted on it. */
const portOf = ({ remotePort }: Socket) => remotePort ?? 0;

/** Of one address or network, by address and port, the longest there first. */
type Connections = { all: Map<string, Socket>; unasked: Map<string, Socket> };
type Most = { all: number; unasked: number };

/** Connections of each address, or network. */
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
 * Bounds connections. Of those on which nothing was asked yet the oldest makes room: whoever holds many keeps nobody
 * out, not even at their own address. Behind a proxy all have its address: then only all together are bounded.
 */
export function boundConnections(
  server: Server,
  isBehindProxy: boolean,
  { replyMs = replyTimeoutMs }: Timing = {},
): void {
  Object.assign(server, { headersTimeout, requestTimeout, maxConnections: caps.connections.server });
  const unanswered = createCounts<Socket>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    // No browser and no proxy asks again on a connection before it is answered: each one asked is worked on at once.
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
