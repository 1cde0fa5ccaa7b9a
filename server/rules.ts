import type { Rate, RateName } from '../shared/limits.ts';
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
import type { CheckRate } from './events/ports/checkRate.ts';
import type { Now, WallNow } from './events/ports/clocks.ts';
import type { DrawPreview } from './events/ports/drawPreview.ts';
import type { EventStore } from './events/ports/eventStore.ts';
import type { FilmedRecords } from './events/ports/filmed.ts';
import type { PublicStills, Stages } from './events/ports/media.ts';
import { createPreview, type PreviewOf } from './events/preview.ts';
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
import { createFilmed } from './registry/filmed.ts';
import { createMessages } from './registry/messages.ts';
import { createPersonalData } from './registry/personalData.ts';
import { createPerspectiveStore } from './registry/perspectiveStore.ts';
import { createRateLimits } from './registry/rateLimits.ts';
import { createReports } from './registry/reportStore.ts';
import type { ReadStored } from './registry/stored.ts';
import { createViewing } from './registry/viewing.ts';
import type { MessageRules } from './signaling/messageRules.ts';

type Parts = {
  registry: Pick<Connection, 'redis' | 'onBack'>;
  readStored: ReadStored;
  events: EventStore & { restore(): Promise<void> };
  stages: Stages & { publicStills: PublicStills };
  drawPreview: DrawPreview;
  audience: Audience;
  rates: Record<RateName, Record<string, Rate>>;
  rateScale: number;
  maxPerspectives: number;
  maxViewers: number;
  agreedBps: number;
  retentionMs: number;
  erasedWithinSeconds: () => number | null;
  now: Now;
  wallNow: WallNow;
  /** False for a while after the wall clock was stepped: ages cannot be computed from dates then. */
  isWallClockReliable: () => boolean;
  onDefect: (error: unknown) => void;
};

function createStores({ registry: { redis }, readStored, rates, retentionMs, now, wallNow }: Parts) {
  const kept = keptSeconds(retentionMs);
  return {
    perspectives: createPerspectiveStore(redis, { now, wallNow }, kept, readStored),
    curationLog: createCurationLog(redis, kept, readStored),
    viewing: createViewing(redis, kept),
    personalData: createPersonalData(redis, readStored),
    messages: createMessages(redis, kept, readStored),
    reports: createReports(redis, kept, readStored),
    checkRate: createRateLimits(redis, rates, wallNow),
    filmed: createFilmed(redis),
  };
}

type Rules = MessageRules & { checkRate: CheckRate; previewOf: PreviewOf; filmed: FilmedRecords; close(): void };

/** All rules, each given the stores and the other rules that it needs, and their timers. */
export function createRules(parts: Parts): Rules {
  const { registry, events, stages, audience, rateScale, maxPerspectives, maxViewers, agreedBps } = parts;
  const { retentionMs, now, wallNow, isWallClockReliable, onDefect, erasedWithinSeconds } = parts;
  const { perspectives, curationLog, viewing, personalData, messages, reports, checkRate, filmed } =
    createStores(parts);

  const inCameraQueue = createKeyedQueue();
  const recordDecision = createRecordDecision({ curationLog, audience, wallNow });
  const unwritten = createUnwritten(inCameraQueue);
  const liveCameras = createLiveCameras({ store: perspectives, stages, audience, now, onDefect });
  const store = lastKnownPerspectives(perspectives, liveCameras, unwritten);
  const keepTime = createKeepTime(liveCameras);
  const keepRate = createKeepRate({ liveCameras, now, agreedBps });
  const countViewing = createCountViewing({ viewing, liveCameras });
  const admission = createAdmission({ curationLog, store, wallNow });
  const deviceCameras = camerasOfDevice(rateScale);
  const cameraSlots = createCameraSlots({ liveCameras, maxPerspectives, deviceCameras, now });
  const admitting = {
    events,
    store,
    curationLog,
    admission,
    checkRate,
    stages,
    liveCameras,
    cameraSlots,
    inCameraQueue,
  };
  const goLive = createGoLive({ ...admitting, keepTime, keepRate, now, wallNow, onDefect });
  const watching = { events, store, stages, liveCameras, countViewing, checkRate, audience };
  const watch = createWatch({ ...watching, now, maxViewers });
  const previewOf = createPreview({
    perspectivesOf: async (event) => (await watch.perspectivesOf('viewer', event)).map(({ found }) => found),
    publicStills: stages.publicStills,
    draw: parts.drawPreview,
    now,
  });
  const curate = createCurate({ store, recordDecision, liveCameras, audience, wallNow, unwritten });
  const runEvent = createRunEvent({ events, recordDecision, liveCameras, audience, wallNow });
  const converse = createConverse({ events, store, recordDecision, messages, audience, checkRate, wallNow, onDefect });
  const report = createReport({ events, store, reports, curate, audience, checkRate, wallNow });
  const undo = createUndo({ curationLog, curate, runEvent, converse });
  const owning = { events, store, curationLog, viewing, countViewing, personalData, liveCameras, runEvent, unwritten };
  const takeBack = createTakeBack({ ...owning, inCameraQueue, wallNow, retentionMs, erasedWithinSeconds });
  const shareDelay = createShareDelay(audience);

  const restoring = { events, store: perspectives, curationLog, liveCameras, unwritten, inCameraQueue };
  const restore = createRestore({ ...restoring, catchUp: goLive.catchUp, onDefect });
  registry.onBack(restore.begin);

  const presence = keepPresence({ events, store, liveCameras, countViewing, audience, now, onDefect });
  const retention = keepRetention({ events, personalData, wallNow, isWallClockReliable, retentionMs, onDefect });
  return {
    ...{ goLive, liveCameras, keepTime, takeBack, watch, shareDelay, converse, report, curate, runEvent, undo },
    ...{ countViewing, readLog: curationLog.read, checkRate, previewOf, filmed, now, wallNow },
    close() {
      for (const each of [presence, retention, converse, restore, watch]) each.close();
    },
  };
}
