import type { Socket } from 'socket.io-client';

/** A network that swallows WebSockets gives no error; an open one takes two or three round trips. */
const webSocketWithinMs = 4_000;
/** A longer attempt to connect is aborted: the kernel accepts connections for a stopped server, too. */
const connectWithinMs = 10_000;

export type SocketOpening = {
  /** Begins an attempt, unless the socket is connected. */
  begin(): void;
  /** Ends the attempt under way; `onFailed` is not called. */
  stop(): void;
};

/**
 * Connects a socket: by WebSocket, and where the network lets none through, at once by polling, which tries to become a
 * WebSocket later. `onFailed` gets the error of the last attempt, null if there was no answer at all.
 */
export function createSocketOpening(
  socket: Socket,
  onFailed: (error: (Error & { data?: unknown }) | null) => void,
): SocketOpening {
  let deadline: ReturnType<typeof setTimeout> | undefined;
  let noAnswer: ReturnType<typeof setTimeout> | undefined;
  /** Whether polling worked where WebSockets had failed: then it comes first from now on. */
  let isBlocked = typeof WebSocket !== 'function';
  let attempt: 'none' | 'webSocket' | 'polling' = 'none';

  const stop = () => {
    clearTimeout(deadline);
    clearTimeout(noAnswer);
    attempt = 'none';
  };
  const connectBy = (next: 'webSocket' | 'polling') => {
    attempt = next;
    socket.io.opts.transports = next === 'polling' ? ['polling', 'websocket'] : ['websocket'];
    socket.connect();
  };
  const poll = () => {
    clearTimeout(noAnswer);
    socket.disconnect();
    connectBy('polling');
  };
  const fail = (error: Error | null) => {
    stop();
    socket.disconnect();
    onFailed(error);
  };

  socket.io.on('open', () => {
    clearTimeout(noAnswer);
    if (attempt === 'polling') isBlocked = true;
    socket.io.engine.on('upgrade', () => {
      isBlocked = typeof WebSocket !== 'function';
    });
  });
  socket.on('connect', stop);
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    // Data comes from the server, which was reached.
    if (attempt === 'webSocket' && error.data === undefined) poll();
    else if (attempt !== 'none') fail(error);
  });

  return {
    begin() {
      if (socket.connected) return;
      stop();
      deadline = setTimeout(() => fail(null), connectWithinMs);
      if (!isBlocked) noAnswer = setTimeout(poll, webSocketWithinMs);
      connectBy(isBlocked ? 'polling' : 'webSocket');
    },
    stop,
  };
}
