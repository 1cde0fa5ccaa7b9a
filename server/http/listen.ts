import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** The port that cannot be opened, in a sentence for whoever starts the server. */
export class PortUnavailable extends Error {}

/** Connections that ask nothing are looked for so often; Node's default is 30 s. */
const connectionsCheckingInterval = 5_000;

export type Tls = { certificateFile: string; keyFile: string };

export function createHttpServer(tls: Tls | undefined, listener: RequestListener): Server {
  if (!tls) return createServer({ connectionsCheckingInterval }, listener);
  return createSecureServer(
    { connectionsCheckingInterval, cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) },
    listener,
  );
}

/** Listens and returns the port, which the system chooses where 0 is given. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be opened (${error.message})`;
      reject(new PortUnavailable(`Port ${port} ${why}. End what uses it, or set PORT.`));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
