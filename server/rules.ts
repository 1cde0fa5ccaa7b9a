import type { RateName, Turns } from '../shared/limits.ts';
import { createAdmission } from './events/admission.ts';
import { camerasOfDevice, createCameraPlaces } from './events/cameraSlots.ts';
import { createConverse } from './events/converse.ts';
import { createCountViewing } from './events/countViewing.ts';
import { createCurate } from './events/curate.ts';
import { createGoLive } from './events/goLive.ts';
import { keepPresence } from './events/keepPresence.ts';
import { createKeepRate } from './events/keepRate.ts';
import { createKeepTime } from './events/keepTime.ts';
import { createKeyedQueue } from './events/keyedQueue.ts';
import { lastKnownPerspectives } from './events/lastKnownPerspectives.ts';
import { createLiveCameras } from './events/liveCameras.ts';
import type { Audience, EventStore, Now, Stages, WallNow } from './events/ports.ts';
import { createReadLog } from './events/readLog.ts';
import { createReport } from './events/report.ts';
import { createRestore } from './events/restore.ts';
import { keepRetention, keptSeconds } from './events/retention.ts';
import { createRunEvent } from './events/runEvent.ts';
import { createShareDelay } from './events/shareDelay.ts';
import { createTakeBack } from './events/takeBack.ts';
import { createUndo } from './events/undo.ts';
import { createUnwritten } from './events/unwritten.ts';
import { createWatch } from './events/watch.ts';
import type { Connection } from './registry/connection.ts';
import { createCurationLog } from './registry/curationLogStore.ts';
import { createMessages } from './registry/messages.ts';
import { createPersonalData } from './registry/personalData.ts';
import { createPerspectiveStore } from './registry/perspectiveStore.ts';
import { createReports } from './registry/reportStore.ts';
import type { ReadStored } from './registry/stored.ts';
import { createTakeTurn } from './registry/takeTurn.ts';
import { createViewing } from './registry/viewing.ts';
import type { MessageRules } from './signaling/messageRules.ts';

type Parts = {
  registry: Pick<Connection, 'redis' | 'onBack'>;
  readStored: ReadStored;
  events: EventStore & { restore(): Promise<void> };
  stages: Stages;
  audience: Audience;
  rates: Record<RateName, Record<string, Turns>>;
  rateScale: number;
  maxPerspectives: number;
  maxViewers: number;
  agreedBps: number;
  retentionMs: number;
  erasedWithinSeconds: () => number | null;
  now: Now;
  wallNow: WallNow;
  /** Whether ages by the wall clock are to be believed. */
  isClockSettled: () => boolean;
  onFault: (error: unknown) => void;
};

/** All rules, each given the stores and the other rules that it needs; and what they keep going. */
export function createRules(
  parts: Parts,
): MessageRules & { takeTurn: ReturnType<typeof createTakeTurn>; close(): void } {
  const { registry, events, stages, audience, rates, rateScale, maxPerspectives, maxViewers, agreedBps } = parts;
  const { readStored, retentionMs, now, wallNow, isClockSettled, onFault, erasedWithinSeconds } = parts;
  const kept = keptSeconds(retentionMs);
  const { redis } = registry;
  const stored = createPerspectiveStore(redis, { now, wallNow }, kept, readStored);
  const log = createCurationLog(redis, kept, readStored);
  const viewing = createViewing(redis, kept);
  const personalData = createPersonalData(redis, readStored);
  const takeTurn = createTakeTurn(redis, rates, wallNow);

  const inCameraQueue = createKeyedQueue();
  const unwritten = createUnwritten(inCameraQueue);
  const liveCameras = createLiveCameras({ store: stored, stages, audience, now });
  const store = lastKnownPerspectives(stored, liveCameras, unwritten);
  const keepTime = createKeepTime(liveCameras);
  const keepRate = createKeepRate({ liveCameras, now, agreedBps });
  const countViewing = createCountViewing({ viewing, liveCameras });
  const admission = createAdmission({ log, store, wallNow });
  const deviceCameras = camerasOfDevice(rateScale);
  const places = createCameraPlaces({ liveCameras, maxPerspectives, deviceCameras, now });
  const admitting = { events, store, log, admission, takeTurn, stages, liveCameras, places, inCameraQueue };
  const goLive = createGoLive({ ...admitting, keepTime, keepRate, now, wallNow, onFault });
  const watch = createWatch({ events, store, stages, liveCameras, countViewing, takeTurn, now, maxViewers });
  const curate = createCurate({ store, log, liveCameras, audience, wallNow, unwritten });
  const runEvent = createRunEvent({ events, log, liveCameras, audience, wallNow });
  const messages = createMessages(redis, kept, readStored);
  const converse = createConverse({ events, store, log, messages, audience, takeTurn, wallNow, onFault });
  const reports = createReports(redis, kept, readStored);
  const report = createReport({ events, store, reports, curate, audience, takeTurn, wallNow });
  const undo = createUndo({ log, curate, runEvent, converse });
  const holding = { events, store, log, viewing, personalData, liveCameras, runEvent, unwritten, inCameraQueue };
  const takeBack = createTakeBack({ ...holding, wallNow, retentionMs, erasedWithinSeconds });
  const readLog = createReadLog(log);
  const shareDelay = createShareDelay(audience);

  const { catchUp } = goLive;
  const restore = createRestore({
    events,
    store: stored,
    log,
    liveCameras,
    unwritten,
    inCameraQueue,
    catchUp,
    onFault,
  });
  registry.onBack(restore.begin);

  const presence = keepPresence({ events, store, liveCameras, countViewing, audience, now, onFault });
  const retention = keepRetention({ events, personalData, wallNow, isClockSettled, retentionMs, onFault });
  return {
    ...{
      goLive,
      liveCameras,
      keepTime,
      takeBack,
      watch,
      shareDelay,
      converse,
      report,
      curate,
      runEvent,
      undo,
      readLog,
    },
    ...{ now, wallNow },
    takeTurn,
    close() {
      for (const each of [presence, retention, converse, restore]) each.close();
    },
  };
}
