import type { Server, Socket } from 'socket.io';
import { caps } from '../../shared/limits.ts';

/** What a packet takes beside its text, bytes: the object that waits, and its place in a list. */
const packetBytes = 200;
/** Pictures that the next one replaces are left out while so much waits: who cannot keep up gets newer ones later. */
const dropStillsAbove = caps.waitingBytes.socket / 4;
/** The sum of all is looked at so often. */
const lookEveryMs = 250;

/** As much as is used of engine.io's socket, and of the WebSocket below it. */
type EngineSocket = {
  on(name: string, listener: (packet: { data?: string | ArrayBufferView }) => void): unknown;
  once(name: string, listener: () => void): unknown;
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
};

const sizeOf = (data: string | ArrayBufferView | undefined): number =>
  packetBytes + (typeof data === 'string' ? data.length : (data?.byteLength ?? 0));

/**
 * Bounds what waits to be sent: who does not read what they are told, or asked for, is hung up on when too much waits,
 * and whoever keeps most waiting goes first when it is too much all together.
 */
export function boundBacklog(io: Server) {
  /** Bytes that wait in engine.io; what it gave to the WebSocket waits there. */
  const queued = new Map<EngineSocket, number>();
  const waiting = (engine: EngineSocket) => (queued.get(engine) ?? 0) + (engine.transport.socket?.bufferedAmount ?? 0);
  // Its close waits for an answer of who does not read.
  const hangUp = (engine: EngineSocket) => engine.transport.socket?.terminate();

  io.engine.on('connection', (engine: EngineSocket) => {
    queued.set(engine, 0);
    engine.on('packetCreate', ({ data }) => {
      queued.set(engine, (queued.get(engine) ?? 0) + sizeOf(data));
      if (waiting(engine) > caps.waitingBytes.socket) hangUp(engine);
    });
    engine.on('flush', () => void queued.set(engine, 0));
    engine.once('close', () => void queued.delete(engine));
  });

  const lookAtAll = () => {
    const all = [...queued.keys()].map((engine) => ({ engine, bytes: waiting(engine) }));
    let sum = all.reduce((total, { bytes }) => total + bytes, 0);
    if (sum <= caps.waitingBytes.server) return;
    for (const { engine, bytes } of all.sort((a, b) => b.bytes - a.bytes)) {
      if (sum <= caps.waitingBytes.server) return;
      hangUp(engine);
      sum -= bytes;
    }
  };
  const looking = setInterval(lookAtAll, lookEveryMs);

  return {
    mayTakeStill: ({ conn }: Socket): boolean => waiting(conn as unknown as EngineSocket) < dropStillsAbove,
    close: () => clearInterval(looking),
  };
}

export type Backlog = ReturnType<typeof boundBacklog>;
