import { freePort, startServer } from '../support/server.ts';

const endWithinMs = 10_000;
const answerWithinMs = 8_000;

/** A server that may be ended by any signal and started again, on the same ports and data. */
export async function keepServer(dataDirectory: string, clockFile: string, redisPort?: number) {
  const [port, rtcPort] = [await freePort(), await freePort()];
  const start = () =>
    startServer({
      port,
      rtcPort,
      dataDirectory,
      clockFile,
      isPlain: 'both',
      env: {
        WORKERS: '2',
        // Wider limits: all clients here have one address, and each fault opens an event.
        RATE_SCALE: '2',
        REDIS_URL: redisPort ? `redis://127.0.0.1:${redisPort}` : '',
      },
    });
  let server = await start();
  return {
    port,
    now: () => server,
    async http(path: string, body?: object): Promise<{ status: number; body: unknown }> {
      const headers = { 'content-type': 'application/json' };
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
      const reply = await fetch(server.url + path, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
      return { status: reply.status, body: await reply.json().catch(() => ({})) };
    },
    async restart() {
      server = await start();
    },
    async end() {
      const timer = setTimeout(() => void server.stop('SIGKILL'), endWithinMs);
      await server.stop();
      clearTimeout(timer);
    },
  };
}
