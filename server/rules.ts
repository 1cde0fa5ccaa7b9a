import type { RateName, Turns } from '../shared/limits.ts';
import { createAdmission } from './events/admission.ts';
import { camerasOfDevice, createCameraSlots } from './events/cameraSlots.ts';
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
import type { Audience } from './events/ports/audience.ts';
import type { Now, WallNow } from './events/ports/clocks.ts';
import type { EventStore } from './events/ports/eventStore.ts';
import type { Stages } from './events/ports/media.ts';
import type { TakeTurn } from './events/ports/takeTurn.ts';
import { createRecordDecision } from './events/recordDecision.ts';
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
  /** False for a while after the wall clock was stepped: dates tell no ages then. */
  isClockSettled: () => boolean;
  onFault: (error: unknown) => void;
};

function createStores({ registry: { redis }, readStored, rates, retentionMs, now, wallNow }: Parts) {
  const kept = keptSeconds(retentionMs);
  return {
    perspectives: createPerspectiveStore(redis, { now, wallNow }, kept, readStored),
    log: createCurationLog(redis, kept, readStored),
    viewing: createViewing(redis, kept),
    personalData: createPersonalData(redis, readStored),
    messages: createMessages(redis, kept, readStored),
    reports: createReports(redis, kept, readStored),
    takeTurn: createTakeTurn(redis, rates, wallNow),
  };
}

/** All rules, each given the stores and the other rules that it needs; and what they keep going. */
export function createRules(parts: Parts): MessageRules & { takeTurn: TakeTurn; close(): void } {
  const { registry, events, stages, audience, rateScale, maxPerspectives, maxViewers, agreedBps } = parts;
  const { retentionMs, now, wallNow, isClockSettled, onFault, erasedWithinSeconds } = parts;
  const { perspectives, log, viewing, personalData, messages, reports, takeTurn } = createStores(parts);

  const inCameraQueue = createKeyedQueue();
  const recordDecision = createRecordDecision({ log, audience, wallNow });
  const unwritten = createUnwritten(inCameraQueue);
  const liveCameras = createLiveCameras({ store: perspectives, stages, audience, now, onFault });
  const store = lastKnownPerspectives(perspectives, liveCameras, unwritten);
  const keepTime = createKeepTime(liveCameras);
  const keepRate = createKeepRate({ liveCameras, now, agreedBps });
  const countViewing = createCountViewing({ viewing, liveCameras });
  const admission = createAdmission({ log, store, wallNow });
  const deviceCameras = camerasOfDevice(rateScale);
  const cameraSlots = createCameraSlots({ liveCameras, maxPerspectives, deviceCameras, now });
  const admitting = { events, store, log, admission, takeTurn, stages, liveCameras, cameraSlots, inCameraQueue };
  const goLive = createGoLive({ ...admitting, keepTime, keepRate, now, wallNow, onFault });
  const watch = createWatch({ events, store, stages, liveCameras, countViewing, takeTurn, now, maxViewers });
  const curate = createCurate({ store, recordDecision, liveCameras, audience, wallNow, unwritten });
  const runEvent = createRunEvent({ events, recordDecision, liveCameras, audience, wallNow });
  const converse = createConverse({ events, store, recordDecision, messages, audience, takeTurn, wallNow, onFault });
  const report = createReport({ events, store, reports, curate, audience, takeTurn, wallNow });
  const undo = createUndo({ log, curate, runEvent, converse });
  const owning = { events, store, log, viewing, countViewing, personalData, liveCameras, runEvent, unwritten };
  const takeBack = createTakeBack({ ...owning, inCameraQueue, wallNow, retentionMs, erasedWithinSeconds });
  const shareDelay = createShareDelay(audience);

  const restoring = { events, store: perspectives, log, liveCameras, unwritten, inCameraQueue };
  const restore = createRestore({ ...restoring, catchUp: goLive.catchUp, onFault });
  registry.onBack(restore.begin);

  const presence = keepPresence({ events, store, liveCameras, countViewing, audience, now, onFault });
  const retention = keepRetention({ events, personalData, wallNow, isClockSettled, retentionMs, onFault });
  return {
    ...{ goLive, liveCameras, keepTime, takeBack, watch, shareDelay, converse, report, curate, runEvent, undo },
    ...{ readLog: log.read, takeTurn, now, wallNow },
    close() {
      for (const each of [presence, retention, converse, restore]) each.close();
    },
  };
}
