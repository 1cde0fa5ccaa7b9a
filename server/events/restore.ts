import { allSettled } from './allSettled.ts';
import type { KeyedQueue } from './keyedQueue.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { CurationLog } from './ports/curationLog.ts';
import type { PerspectiveRecords } from './ports/perspectiveStore.ts';
import type { Unwritten } from './unwritten.ts';

/** First delay before a retry, doubled each time: one bad record may never succeed. */
const firstRetryMs = 500;
const lastRetryMs = 30_000;

type Parts = {
  events: { restore(): Promise<void> };
  store: Pick<PerspectiveRecords, 'claim'>;
  curationLog: CurationLog;
  liveCameras: LiveCameras;
  unwritten: Unwritten;
  /** A camera must not go live, or be taken back, while it is restored. */
  inCameraQueue: KeyedQueue;
  /** Applies decisions made on other servers in the meantime. */
  catchUp: (camera: LiveCamera) => Promise<void>;
  onDefect: (error: unknown) => void;
};

/**
 * After an outage, writes what the registry missed or lost (it may be empty, or an older copy) from the cameras that
 * are live here. Newer records there stay. Failures are retried until nothing is left.
 */
export function createRestore({
  events,
  store,
  curationLog,
  liveCameras,
  unwritten,
  inCameraQueue,
  catchUp,
  onDefect,
}: Parts) {
  const restoreOne = (camera: LiveCamera): Promise<void> =>
    inCameraQueue(camera.digest, async () => {
      const { record, origin } = camera;
      const { event, id, curation } = record;
      // It may have left, or have been taken back, in the meantime.
      if (!liveCameras.isLive(camera)) return;
      const known = await store.claim(event, origin, { ...record, place: { precision: 'off' } });
      if (known === null) return liveCameras.endTakenBack(camera);
      // Otherwise it has become another perspective on another server.
      if (known.id === id) {
        const { version, ...patch } = curation;
        if (known.curation.version < version)
          await curationLog.change({ event, target: { is: 'perspective', id }, patch });
        await liveCameras.save(camera.record);
      }
      if (liveCameras.isLive(camera)) await catchUp(camera);
    });

  /** Restrictions are written first. */
  const restore = async (): Promise<void> => {
    const steps = [
      () => unwritten.write(),
      () => liveCameras.saveLeft(),
      () => events.restore(),
      () => allSettled(liveCameras.all().map(restoreOne)),
    ];
    const errors: unknown[] = [];
    for (const step of steps) await step().catch((error) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  };

  let timer: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;
  let isRunning = false;
  let isWantedAgain = false;
  // One at a time: two outages may end shortly after each other.
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (isRunning) {
      isWantedAgain = true;
      return;
    }
    isRunning = true;
    await restore().catch((error) => {
      onDefect(error);
      timer = setTimeout(run, retryMs);
      retryMs = Math.min(2 * retryMs, lastRetryMs);
    });
    isRunning = false;
    if (!isWantedAgain) return;
    isWantedAgain = false;
    await run();
  };

  return {
    begin(): void {
      retryMs = firstRetryMs;
      void run();
    },
    close: () => clearTimeout(timer),
  };
}
