import { isIPv6 } from 'node:net';
import { createWorker, setLogEventListeners, type types } from 'mediasoup';
import type { Log } from '../log.ts';
import { endWhenSilent } from './silentWorker.ts';

/** One after another: a port that its dead owner still holds is free again within a few tries. */
const respawnEveryMs = 500;
/** Where two that were younger died in a row, the third is not started at once: what kills them would kill it, too. */
const settledAfterMs = 3_000;

export type MediaWorker = {
  index: number;
  worker: types.Worker;
  server: types.WebRtcServer;
  /** The addresses that browsers are told in place of the socket's own; none where it has one on each. */
  announced(): string[];
};

export type WorkerSettings = {
  count: number;
  binary: string | undefined;
  /** Worker i listens on `port` + i, UDP and TCP. */
  port: number;
  /** Addresses that browsers are told; one socket each, or one on all of a family where others are announced. */
  addresses: string[];
  announced(): string[];
};

export type Workers = {
  /** Those that live; none while all are being replaced. */
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
  const listened = infos.length > 0 ? infos : addresses.map((ip) => ({ ip }));
  return listened.flatMap((info) => protocols.map((protocol) => ({ ...info, protocol, port })));
}

/** The media server that cannot start, in a sentence for whoever starts it. */
export class WorkerUnavailable extends Error {}

/** One worker per core, each with one WebRtcServer; one that died or hangs is replaced on its own port. */
export async function startWorkers(settings: WorkerSettings, log: Log): Promise<Workers> {
  const living = new Map<number, MediaWorker>();
  let closing = false;
  // What a worker says before it dies comes this way, too.
  setLogEventListeners({ onerror: (from, said, error) => log.error({ from, error }, said) });

  const launch = async (index: number, youngDeaths = 0): Promise<void> => {
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
    // A close that came in between knows nothing of it.
    if (closing) return worker.close();
    living.set(index, { index, worker, server, announced: settings.announced });
    const bornAt = performance.now();
    endWhenSilent(worker, () => log.error({ index }, 'a media worker does not answer; ending it'));
    worker.on('died', (error) => {
      log.error({ index, error: error.message }, 'a media worker died; starting another');
      living.delete(index);
      const young = performance.now() - bornAt < settledAfterMs ? youngDeaths + 1 : 0;
      setTimeout(() => respawn(index, young), young > 1 ? respawnEveryMs : 0);
    });
  };

  const respawn = (index: number, youngDeaths = 0) => {
    if (closing) return;
    launch(index, youngDeaths).catch((error) => {
      log.error({ index, error: error.message }, 'a media worker could not be replaced yet');
      setTimeout(() => respawn(index), respawnEveryMs);
    });
  };

  const close = () => {
    closing = true;
    for (const { worker } of living.values()) worker.close();
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
    all: () => [...living.values()],
    close,
  };
}
