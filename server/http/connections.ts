import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { caps } from '../../shared/limits.ts';
import { subscriberOf } from '../auth/addresses.ts';

/** Headers, and whole requests, come within this: what asks nothing is closed. */
const headersTimeout = 10_000;
const requestTimeout = 30_000;

/** The same for a connection and what is encrypted on it. */
const portOf = ({ remotePort }: Socket) => remotePort ?? 0;

/** Of one address, by port, the longest there first. */
type Connections = { all: Map<number, Socket>; unasked: Map<number, Socket> };

/**
 * Bounds connections. Of those on which nothing was asked yet the oldest makes room: whoever holds many keeps nobody
 * out, not even at their own address. Behind a proxy all have its address: then only all together are bounded.
 */
export function boundConnections(server: Server, isBehindProxy: boolean): void {
  Object.assign(server, { headersTimeout, requestTimeout, maxConnections: caps.connections.server });
  if (isBehindProxy) return;
  const byAddress = new Map<string, Connections>();

  server.on('connection', (connection) => {
    const address = subscriberOf(connection.remoteAddress ?? '');
    const port = portOf(connection);
    const mine = byAddress.get(address) ?? { all: new Map(), unasked: new Map() };
    byAddress.set(address, mine);
    mine.all.set(port, connection);
    mine.unasked.set(port, connection);
    connection.once('close', () => {
      mine.all.delete(port);
      mine.unasked.delete(port);
      if (mine.all.size === 0) byAddress.delete(address);
    });
    const isTooMany = mine.unasked.size > caps.unaskedConnections.address || mine.all.size > caps.connections.address;
    const [oldest] = mine.unasked.values();
    if (isTooMany) oldest?.destroy();
  });

  const asked = ({ socket }: IncomingMessage) => {
    byAddress.get(subscriberOf(socket.remoteAddress ?? ''))?.unasked.delete(portOf(socket));
  };
  server.on('request', asked);
  server.on('upgrade', asked);
}
