import { Server } from 'socket.io';
import { caps } from '../../shared/limits.ts';

/** A phone that vanished is noticed, and notices itself, within the sum of both; socket.io's defaults take 45 s. */
const pingInterval = 5_000;
const pingTimeout = 4_000;
/** A connection that joins no namespace is closed after this; the default is 45 s. */
const connectTimeout = 10_000;

/** Pages open a WebSocket, and poll only where the network lets none through. */
export function createSocketServer(): Server {
  return new Server({
    maxHttpBufferSize: caps.messageBytes.socket,
    serveClient: false,
    transports: ['websocket', 'polling'],
    pingInterval,
    pingTimeout,
    connectTimeout,
  });
}
