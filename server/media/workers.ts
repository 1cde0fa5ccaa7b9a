import { isIPv6 } from 'node:net';
import { createWorker, setLogEventListeners, type types } from 'mediasoup';
import type { Log } from '../log.ts';
import { startWorkerWatchdog } from './workerWatchdog.ts';

/** A port that the dead worker still holds is free again within a few retries. */
const respawnEveryMs = 500;
/** After two workers in a row that died younger than this, the third start waits: the cause is probably still there. */
const stableAfterMs = 3_000;

export type MediaWorker = {
  index: number;
  worker: types.Worker;
  server: types.WebRtcServer;
  /** The addresses that browsers get in place of the socket's own; none if it has a socket on each address. */
  announced(): string[];
};

export type WorkerSettings = {
  count: number;
  binary: string | undefined;
  /** Worker i listens on `port` + i, UDP and TCP. */
  port: number;
  /** Addresses of this machine: one socket on each, or one on all of a family if others are announced. */
  addresses: string[];
  announced(): string[];
};

export type Workers = {
  /** The workers that run; none while all are being replaced. */
  all(): readonly MediaWorker[];
  close(): void;
};

function listenInfos({ addresses, announced }: WorkerSettings, port: number): types.TransportListenInfo[] {
  const protocols = ['udp', 'tcp'] as const;
  const [v4, v6] = [announced().find((each) => !isIPv6(each)), announced().find(isIPv6)];
  const infos = [
    ...(v4 ? [{ ip: '0.0.0.0', announcedAddress: v4 }] : []),
    ...(v6 ? [{ ip: '::', announcedAddress: v6, flags: { ipv6Only: true } }] : []),
  ];
  const sockets = infos.length > 0 ? infos : addresses.map((ip) => ({ ip }));
  return sockets.flatMap((info) => protocols.map((protocol) => ({ ...info, protocol, port })));
}

/** Media cannot start; the message is for the operator. */
export class WorkerUnavailable extends Error {}

/**
 * Starts one worker per core, each with one WebRtcServer. A worker that dies or hangs is replaced on its own port.
 * Throws `WorkerUnavailable` if one cannot be started.
 */
export async function startWorkers(settings: WorkerSettings, log: Log): Promise<Workers> {
  const alive = new Map<number, MediaWorker>();
  let closing = false;
  // A worker's last error before it dies is logged this way, too.
  setLogEventListeners({ onerror: (source, message, error) => log.error({ source, error }, message) });

  const launch = async (index: number, earlyDeaths = 0): Promise<void> => {
    const worker = await createWorker({
      logLevel: 'error',
      ...(settings.binary ? { workerBin: settings.binary } : {}),
    });
    const port = settings.port + index;
    const server = await worker.createWebRtcServer({ listenInfos: listenInfos(settings, port) }).catch((error) => {
      worker.close();
      throw new WorkerUnavailable(
        `UDP and TCP port ${port} for media cannot be opened (${error.message}). End what uses it, or set RTC_PORT.`,
      );
    });
    // `close` was called in the meantime and did not know of it.
    if (closing) return worker.close();
    alive.set(index, { index, worker, server, announced: settings.announced });
    const startedAt = performance.now();
    startWorkerWatchdog(worker, () => log.error({ index }, 'a media worker does not answer; ending it'));
    worker.on('died', (error) => {
      log.error({ index, error }, 'a media worker died; starting another');
      alive.delete(index);
      const earlyDeathsNow = performance.now() - startedAt < stableAfterMs ? earlyDeaths + 1 : 0;
      setTimeout(() => respawn(index, earlyDeathsNow), earlyDeathsNow > 1 ? respawnEveryMs : 0);
    });
  };

  const respawn = (index: number, earlyDeaths = 0) => {
    if (closing) return;
    launch(index, earlyDeaths).catch((error) => {
      log.error({ index, error }, 'a media worker could not be replaced yet');
      setTimeout(() => respawn(index), respawnEveryMs);
    });
  };

  const close = () => {
    closing = true;
    for (const { worker } of alive.values()) worker.close();
  };

  try {
    for (let index = 0; index < settings.count; index += 1) await launch(index);
  } catch (error) {
    close();
    if (error instanceof WorkerUnavailable) throw error;
    throw new WorkerUnavailable(
      `The mediasoup worker does not start (${error instanceof Error ? error.message : error}). ` +
        'Start with `npm start`, which provides it, or set MEDIASOUP_WORKER_BIN.',
    );
  }

  return {
    all: () => [...alive.values()],
    close,
  };
}
