import type { RunningServer } from './server.ts';

/** Environment of a server whose heap can be inspected. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Connects to a server's inspector, for the bytes in use after a garbage collection. */
export async function openServerHeap({ output }: RunningServer) {
  const address = /Debugger listening on (ws:\S+)/.exec(output())?.[1];
  if (!address) throw new Error('the server was not started inspectable');
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  let asked = 0;
  const ask = <T>(method: string) =>
    new Promise<T>((resolve) => {
      asked += 1;
      const id = asked;
      const listen = ({ data }: MessageEvent<string>) => {
        const answer = JSON.parse(data);
        if (answer.id !== id) return;
        socket.removeEventListener('message', listen);
        resolve(answer.result);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method }));
    });
  return {
    async bytes(): Promise<number> {
      await ask('HeapProfiler.collectGarbage');
      return (await ask<{ usedSize: number }>('Runtime.getHeapUsage')).usedSize;
    },
    close: () => socket.close(),
  };
}
