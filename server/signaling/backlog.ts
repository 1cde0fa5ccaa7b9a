import type { Server, Socket } from 'socket.io';
import { caps } from '../../shared/limits.ts';

/** Memory that a queued packet takes beside its text, bytes. */
const packetOverheadBytes = 200;
/** Stills are skipped while more than this waits: the next one replaces them anyway. */
const dropStillsAbove = caps.waitingBytes.socket / 4;
const checkEveryMs = 250;

/** The parts of engine.io's socket, and of the WebSocket below it, that are used here. */
type EngineSocket = {
  on(name: string, listener: (packet: { data?: string | ArrayBufferView }) => void): unknown;
  once(name: string, listener: () => void): unknown;
  /** Polling has no socket; what was handed to it waits in one response at most. */
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
  close(isDiscarded: boolean): unknown;
};

const sizeOf = (data: string | ArrayBufferView | undefined): number =>
  packetOverheadBytes + (typeof data === 'string' ? data.length : (data?.byteLength ?? 0));

/**
 * Bounds what waits to be sent. A client that does not read is disconnected at a limit; at the limit of the server,
 * those with the longest backlogs go first.
 */
export function boundBacklog(io: Server) {
  /** Bytes that wait in engine.io; those that it has handed on wait in the WebSocket. */
  const queued = new Map<EngineSocket, number>();
  const waiting = (engine: EngineSocket) => (queued.get(engine) ?? 0) + (engine.transport.socket?.bufferedAmount ?? 0);
  const hangUp = (engine: EngineSocket) => {
    const { socket } = engine.transport;
    // Closing a WebSocket would wait for an answer, which a client that does not read never gives.
    if (socket) socket.terminate();
    else engine.close(true);
  };

  io.engine.on('connection', (engine: EngineSocket) => {
    queued.set(engine, 0);
    engine.on('packetCreate', ({ data }) => {
      queued.set(engine, (queued.get(engine) ?? 0) + sizeOf(data));
      if (waiting(engine) > caps.waitingBytes.socket) hangUp(engine);
    });
    engine.on('flush', () => void queued.set(engine, 0));
    engine.once('close', () => void queued.delete(engine));
  });

  const checkTotal = () => {
    const all = [...queued.keys()].map((engine) => ({ engine, bytes: waiting(engine) }));
    let sum = all.reduce((total, { bytes }) => total + bytes, 0);
    if (sum <= caps.waitingBytes.server) return;
    for (const { engine, bytes } of all.sort((a, b) => b.bytes - a.bytes)) {
      if (sum <= caps.waitingBytes.server) return;
      hangUp(engine);
      sum -= bytes;
    }
  };
  const timer = setInterval(checkTotal, checkEveryMs);

  return {
    maySendStill: ({ conn }: Socket): boolean => waiting(conn as unknown as EngineSocket) < dropStillsAbove,
    close: () => clearInterval(timer),
  };
}

export type Backlog = ReturnType<typeof boundBacklog>;
