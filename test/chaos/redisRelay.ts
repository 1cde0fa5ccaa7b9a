import { connect, createServer, type Socket } from 'node:net';

/** A simulated network between a server and its Redis, which may be slow or drop everything. */
export type RedisRelay = {
  port: number;
  /** Delay in each direction from now on, ms. */
  delayMs: number;
  /** Connections stay open, but nothing arrives, as behind a firewall that has forgotten them. */
  swallows: boolean;
  /** Closes connections that lost data, so that this is noticed once the network is back. */
  breakAll(): void;
  close(): void;
};

export async function startRedisRelay(redisPort: number): Promise<RedisRelay> {
  const fronts = new Set<Socket>();
  const conditions = { delayMs: 0, swallows: false };
  const pass = (from: Socket, to: Socket, chunk: Buffer) => {
    if (conditions.swallows) return;
    const send = () => !to.destroyed && to.write(chunk);
    if (conditions.delayMs > 0) setTimeout(send, conditions.delayMs);
    else send();
    if (from.destroyed) to.destroy();
  };
  const server = createServer((front) => {
    const back = connect(redisPort, '127.0.0.1');
    fronts.add(front);
    const end = () => {
      fronts.delete(front);
      front.destroy();
      back.destroy();
    };
    for (const [from, to] of [
      [front, back],
      [back, front],
    ] as const) {
      from.on('data', (chunk) => pass(from, to, chunk));
      from.on('error', end);
      from.on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    for (const front of [...fronts]) front.destroy();
  };
  return Object.assign(conditions, {
    port: (server.address() as { port: number }).port,
    breakAll,
    close() {
      breakAll();
      server.close();
    },
  });
}
