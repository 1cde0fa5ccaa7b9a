import { createWorker, type types } from 'mediasoup';
import type { Log } from '../log.ts';

/** One after another: a port that its dead owner still holds is free again within a few tries. */
const respawnEveryMs = 500;

export type MediaWorker = { index: number; worker: types.Worker; server: types.WebRtcServer };

export type WorkerSettings = {
  count: number;
  binary: string | undefined;
  /** Worker i listens on `port` + i, UDP and TCP. */
  port: number;
  /** Addresses that browsers are told; one socket each, or one on all where `announced` is given. */
  addresses: string[];
  announced: string | undefined;
};

export type Workers = {
  /** Those that live; none while all are being replaced. */
  all(): readonly MediaWorker[];
  close(): void;
};

function listenInfos({ addresses, announced }: WorkerSettings, port: number): types.TransportListenInfo[] {
  const protocols = ['udp', 'tcp'] as const;
  if (announced) return protocols.map((protocol) => ({ protocol, ip: '0.0.0.0', announcedAddress: announced, port }));
  return addresses.flatMap((ip) => protocols.map((protocol) => ({ protocol, ip, port })));
}

/** The media server that cannot start, in a sentence for whoever starts it. */
export class WorkerUnavailable extends Error {}

/** One worker per core, each with one WebRtcServer; a dead one is replaced on its own port. */
export async function startWorkers(settings: WorkerSettings, log: Log): Promise<Workers> {
  const living = new Map<number, MediaWorker>();
  let closing = false;

  const launch = async (index: number): Promise<void> => {
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
    living.set(index, { index, worker, server });
    worker.on('died', (error) => {
      log.error({ index, error: error.message }, 'a media worker died; starting another');
      living.delete(index);
      respawn(index);
    });
  };

  const respawn = (index: number) => {
    if (closing) return;
    launch(index).catch((error) => {
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
