import type { RateName, Turns } from '../shared/limits.ts';
import { createAdmission } from './events/admission.ts';
import { camerasOfDevice, createCameraPlaces } from './events/cameraPlaces.ts';
import { createConverse } from './events/converse.ts';
import { createCountViewing } from './events/countViewing.ts';
import { createCurate } from './events/curate.ts';
import { createGoLive } from './events/goLive.ts';
import { createKeepRate } from './events/keepRate.ts';
import { createKeepTime } from './events/keepTime.ts';
import { createOnAir } from './events/onAir.ts';
import type { Audience, EventBook, Now, Stages, WallNow } from './events/ports.ts';
import { keepPresence } from './events/presence.ts';
import { createReadLog } from './events/readLog.ts';
import { createReport } from './events/report.ts';
import { keepRetention, keptSeconds } from './events/retention.ts';
import { createRunEvent } from './events/runEvent.ts';
import { createShareDelay } from './events/shareDelay.ts';
import { createTakeBack } from './events/takeBack.ts';
import { createUndo } from './events/undo.ts';
import { createWatch } from './events/watch.ts';
import { createBelongings } from './registry/belongings.ts';
import type { Connection } from './registry/connection.ts';
import { createCurationLog } from './registry/curationLog.ts';
import { createTakeTurn } from './registry/limits.ts';
import { createMessages } from './registry/messages.ts';
import { createPerspectiveBook } from './registry/perspectives.ts';
import { createReports } from './registry/reports.ts';
import type { ReadStored } from './registry/stored.ts';
import { createViewing } from './registry/viewing.ts';
import type { Rules } from './signaling/rules.ts';

type Parts = {
  redis: Connection['redis'];
  readStored: ReadStored;
  events: EventBook;
  stages: Stages;
  audience: Audience;
  rates: Record<RateName, Record<string, Turns>>;
  rateScale: number;
  maxPerspectives: number;
  maxViewers: number;
  agreedBps: number;
  retentionMs: number;
  now: Now;
  wallNow: WallNow;
  /** Whether ages by the wall clock are to be believed. */
  isClockSettled: () => boolean;
  onFault: (error: unknown) => void;
};

/** All rules, each given the stores and the other rules that it needs; and what they keep going. */
export function createRules(parts: Parts): Rules & { takeTurn: ReturnType<typeof createTakeTurn>; close(): void } {
  const { redis, events, stages, audience, rates, rateScale, maxPerspectives, maxViewers, agreedBps, retentionMs } =
    parts;
  const { readStored, now, wallNow, isClockSettled, onFault } = parts;
  const kept = keptSeconds(retentionMs);
  const book = createPerspectiveBook(redis, { now, wallNow }, kept, readStored);
  const log = createCurationLog(redis, kept, readStored);
  const viewing = createViewing(redis, kept);
  const belongings = createBelongings(redis, readStored);
  const takeTurn = createTakeTurn(redis, rates, wallNow);

  const onAir = createOnAir({ book, stages, audience, now });
  const keepTime = createKeepTime(onAir);
  const keepRate = createKeepRate({ onAir, now, agreedBps });
  const countViewing = createCountViewing({ viewing, onAir });
  const admission = createAdmission({ log, book, wallNow });
  const deviceCameras = camerasOfDevice(rateScale);
  const places = createCameraPlaces({ onAir, maxPerspectives, deviceCameras, now });
  const admitting = { events, book, log, admission, takeTurn, stages, onAir, places };
  const goLive = createGoLive({ ...admitting, keepTime, keepRate, now, wallNow, onFault });
  const watch = createWatch({ events, book, stages, onAir, countViewing, takeTurn, now, maxViewers });
  const curate = createCurate({ book, log, onAir, audience, wallNow });
  const runEvent = createRunEvent({ events, log, onAir, audience, wallNow });
  const messages = createMessages(redis, kept, readStored);
  const converse = createConverse({ events, book, log, messages, audience, takeTurn, wallNow, onFault });
  const reports = createReports(redis, kept, readStored);
  const report = createReport({ events, book, reports, curate, audience, takeTurn, wallNow });
  const undo = createUndo({ log, curate, runEvent, converse });
  const takeBack = createTakeBack({ events, book, log, viewing, belongings, onAir, runEvent, wallNow, retentionMs });
  const readLog = createReadLog(log);
  const shareDelay = createShareDelay(audience);

  const presence = keepPresence({ events, book, onAir, countViewing, audience, now, onFault });
  const retention = keepRetention({ events, belongings, wallNow, isClockSettled, retentionMs, onFault });
  return {
    ...{ goLive, onAir, keepTime, takeBack, watch, shareDelay, converse, report, curate, runEvent, undo, readLog, now },
    takeTurn,
    close() {
      for (const each of [presence, retention, converse]) each.close();
    },
  };
}
