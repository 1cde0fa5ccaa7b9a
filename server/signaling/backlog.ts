import type { ServerResponse } from 'node:http';
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
  /** Polling has no socket, but the response to the poll that waits, if one does. */
  transport: { socket?: { bufferedAmount: number; terminate(): void }; res?: ServerResponse | null };
  close(isDiscarded: boolean): unknown;
};

/**
 * Bytes that wait in engine.io; those that it has handed on wait in the WebSocket, or in the responses to polls: a
 * client may poll on without reading them.
 */
type Backlogged = { queued: number; unread: Map<ServerResponse, number>; isClosed?: boolean };

const sizeOf = (data: string | ArrayBufferView | undefined): number =>
  packetOverheadBytes + (typeof data === 'string' ? data.length : (data?.byteLength ?? 0));

/**
 * Bounds what waits to be sent. A client that does not read is disconnected at a limit; at the limit of the server,
 * those with the longest backlogs go first.
 */
export function boundBacklog(io: Server) {
  const backlogs = new Map<EngineSocket, Backlogged>();
  const waiting = (engine: EngineSocket) => {
    const { queued = 0, unread } = backlogs.get(engine) ?? {};
    const answers = [...(unread?.values() ?? [])].reduce((sum, bytes) => sum + bytes, 0);
    return queued + answers + (engine.transport.socket?.bufferedAmount ?? 0);
  };
  const hangUp = (engine: EngineSocket) => {
    const { socket } = engine.transport;
    // Closing a WebSocket would wait for an answer, which a client that does not read never gives.
    if (socket) return socket.terminate();
    for (const response of backlogs.get(engine)?.unread.keys() ?? []) response.destroy();
    engine.close(true);
  };

  io.engine.on('connection', (engine: EngineSocket) => {
    const mine: Backlogged = { queued: 0, unread: new Map() };
    backlogs.set(engine, mine);
    // A session that polls may end before its answers are read.
    const forgetIfDone = () => mine.isClosed && mine.unread.size === 0 && backlogs.delete(engine);
    engine.on('packetCreate', ({ data }) => {
      mine.queued += sizeOf(data);
      if (waiting(engine) > caps.waitingBytes.socket) hangUp(engine);
    });
    engine.on('flush', () => {
      const { res } = engine.transport;
      if (res) {
        mine.unread.set(res, mine.queued);
        res.once('close', () => {
          mine.unread.delete(res);
          forgetIfDone();
        });
      }
      mine.queued = 0;
    });
    engine.once('close', () => {
      Object.assign(mine, { queued: 0, isClosed: true });
      forgetIfDone();
    });
  });

  const checkTotal = () => {
    const all = [...backlogs.keys()].map((engine) => ({ engine, bytes: waiting(engine) }));
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
