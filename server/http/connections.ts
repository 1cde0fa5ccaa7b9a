import type { Server } from 'node:http';
import { createCounts } from '../../shared/counts.ts';
import { caps } from '../../shared/limits.ts';
import { subscriberOf } from '../auth/addresses.ts';

/** Headers, and whole requests, come within this: what asks nothing is closed. */
const headersTimeout = 10_000;
const requestTimeout = 30_000;

/** Bounds connections, with or without a request on them. Behind a proxy all have its address: then only all together. */
export function boundConnections(server: Server, isBehindProxy: boolean): void {
  Object.assign(server, { headersTimeout, requestTimeout, maxConnections: caps.connections.server });
  if (isBehindProxy) return;
  const counts = createCounts<string>();
  server.on('connection', (connection) => {
    const address = subscriberOf(connection.remoteAddress ?? '');
    if (counts.of(address) >= caps.connections.address) return void connection.destroy();
    connection.once('close', counts.add(address));
  });
}
