import type { Server as SecureServer } from 'node:https';
import { join } from 'node:path';
import { followAnnounced } from './announced.ts';
import type { Closing } from './closing.ts';
import type { Settings } from './config.ts';
import { lockDirectory, prepareDirectory } from './dataDirectory.ts';
import { keepCertificate, readCertificate } from './http/certificate.ts';
import { createHttpServer, listen } from './http/listen.ts';
import type { Log } from './log.ts';
import { startWorkers } from './media/workers.ts';
import { inLink, ownAddresses, reachableHost } from './ownAddresses.ts';
import { connectRegistry } from './registry/connection.ts';

/**
 * The directory, the ports, the media workers, Redis, one after the other, so that the first one that is missing ends
 * the start with an error that says what to do.
 */
export async function acquireResources(settings: Settings, log: Log, closing: Closing) {
  const { HOST, PORT, TLS_CERT, TLS_KEY, REDIS_URL, DATA_DIR, ANNOUNCED_ADDRESS } = settings;
  const files = TLS_CERT && TLS_KEY ? { certificateFile: TLS_CERT, keyFile: TLS_KEY } : undefined;
  const certificate = files && readCertificate(files);

  if (!REDIS_URL || !settings.TOKEN_SECRET) prepareDirectory(DATA_DIR);
  if (!REDIS_URL) closing.add(lockDirectory(DATA_DIR, PORT).release);
  const { server, serve } = createHttpServer(certificate);
  const port = await listen(server, HOST, PORT);
  closing.add(() => server.close());
  const renewed = files && keepCertificate(server as SecureServer, files, log);
  if (renewed) closing.add(renewed.close);

  const announced = await followAnnounced(ANNOUNCED_ADDRESS, log);
  closing.add(announced.close);
  const workers = await startWorkers(
    {
      count: settings.WORKERS,
      binary: settings.MEDIASOUP_WORKER_BIN,
      port: settings.RTC_PORT,
      addresses: ownAddresses(),
      announced: announced.addresses,
    },
    log,
  );
  closing.add(workers.close);
  const registry = await connectRegistry(REDIS_URL, join(DATA_DIR, 'redis'), log);
  closing.add(registry.close);

  const scheme = files ? 'https' : 'http';
  return {
    server,
    serve,
    port,
    scheme,
    isSecure: files !== undefined,
    /** The URL under which others reach this server now; null if nobody does. */
    originNow() {
      const host = reachableHost(ANNOUNCED_ADDRESS, HOST);
      return host && `${scheme}://${inLink(host)}:${port}`;
    },
    workers,
    registry,
    /** Reads the certificate's files again, if there are any. */
    renewCertificate: renewed?.refresh ?? (() => {}),
  };
}

export type Resources = Awaited<ReturnType<typeof acquireResources>>;
