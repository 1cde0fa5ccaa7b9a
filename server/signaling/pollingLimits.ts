import type { IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';
import { createCounts } from '../../shared/counts.ts';
import { caps } from '../../shared/limits.ts';
import { addressBehind, networkOf, subscriberOf } from '../auth/addresses.ts';

/** The parts of engine.io's server and socket that are used here. */
type Handshake = IncomingMessage & { _query: { transport?: string } };
type Engine = {
  opts: { allowRequest?: (request: Handshake, answer: (why: string | null, isAllowed: boolean) => void) => void };
  on(name: 'connection', listener: (socket: EngineSocket) => void): unknown;
};
type EngineSocket = {
  request: IncomingMessage;
  transport: { name: string };
  once(name: 'upgrade' | 'close', listener: () => void): unknown;
};

/**
 * Bounds sockets that poll. A WebSocket is a TCP connection, which are counted; a socket that polls outlives its
 * requests, so a client could leave thousands of them behind with one connection.
 */
export function boundPolling(io: Server, trustProxy: number, scale: number): void {
  const engine = io.engine as unknown as Engine;
  const counts = createCounts<string>();
  let all = 0;
  const ownersOf = (request: IncomingMessage) => {
    const address = addressBehind(trustProxy, request);
    return { address: `address ${subscriberOf(address)}`, network: networkOf(address) };
  };
  const isFull = (request: IncomingMessage) => {
    const { address, network } = ownersOf(request);
    const { polling } = caps;
    return (
      counts.of(address) >= polling.address * scale ||
      counts.of(network) >= polling.network * scale ||
      all >= polling.server * scale
    );
  };

  engine.opts.allowRequest = (request, answer) => {
    // As engine.io has read it: the query may name several.
    const isPolling = request._query.transport !== 'websocket';
    const isAllowed = !isPolling || !isFull(request);
    answer(isAllowed ? null : 'too many sockets that poll', isAllowed);
  };
  engine.on('connection', (socket) => {
    if (socket.transport.name !== 'polling') return;
    const { address, network } = ownersOf(socket.request);
    const leaves = [counts.add(address), counts.add(network)];
    all += 1;
    const done = () => {
      if (leaves.length > 0) all -= 1;
      for (const leave of leaves.splice(0)) leave();
    };
    socket.once('upgrade', done);
    socket.once('close', done);
  });
}
