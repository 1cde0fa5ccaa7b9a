import { fullWorker } from '../shared/load.ts';
import { isRefusal } from '../shared/refusals.ts';
import { ratesOf } from './auth/askLimits.ts';
import { createOrigins } from './auth/origins.ts';
import { createSessions } from './auth/sessions.ts';
import { createTokens } from './auth/tokens.ts';
import { createVisitors } from './auth/visitors.ts';
import { now, wallNow, watchWallClock } from './clocks.ts';
import type { Closing } from './closing.ts';
import type { Settings } from './config.ts';
import { lastKnownEvents } from './events/lastKnownEvents.ts';
import { createOpenEvent } from './events/openEvent.ts';
import type { Log } from './log.ts';
import { createStages } from './media/stages.ts';
import { createMetrics } from './metrics.ts';
import { createDrawPreview } from './preview/drawPreview.ts';
import { createRefusalOf } from './refusalOf.ts';
import { startCompaction } from './registry/compaction.ts';
import { createEventStore } from './registry/eventStore.ts';
import { createReadStored } from './registry/stored.ts';
import type { Resources } from './resources.ts';
import { createRules } from './rules.ts';
import { createAudience } from './signaling/audience.ts';
import { createSocketServer } from './signaling/socketServer.ts';
import { tokenSecret } from './tokenSecret.ts';

/** The rules and their stores; what must be closed is added to `closing`. */
function createRulesAndStores(settings: Settings, { registry, workers }: Resources, log: Log, closing: Closing) {
  const wallClock = watchWallClock(log);
  closing.add(wallClock.close);
  const onDefect = (error: unknown) => {
    // An outage of the registry is logged once, not for each step that it stops.
    if (!isRefusal(error, 'registryDown')) log.warn({ error }, 'a step of the rules failed');
  };
  const readStored = createReadStored(log);
  const compaction = startCompaction(registry.redis, log, registry.hasDamagedCopies);
  closing.add(compaction.close);
  const full = { ...fullWorker, bps: settings.MAX_WORKER_MBPS * 1e6, packets: settings.MAX_WORKER_PACKETS };
  const stages = createStages({ workers, full, now });
  const events = lastKnownEvents(createEventStore(registry.redis, wallNow, readStored), stages.isInUse);
  const io = createSocketServer();
  const rules = createRules({
    registry,
    readStored,
    events,
    stages,
    drawPreview: createDrawPreview(log),
    audience: createAudience(io),
    rates: ratesOf(settings.RATE_SCALE),
    rateScale: settings.RATE_SCALE,
    maxPerspectives: settings.MAX_PERSPECTIVES,
    maxViewers: settings.MAX_VIEWERS,
    agreedBps: settings.MAX_PHONE_KBPS * 1e3,
    retentionMs: settings.RETENTION_HOURS * 3_600_000,
    erasedWithinSeconds: compaction.erasedWithinSeconds,
    now,
    wallNow,
    isWallClockReliable: wallClock.isReliable,
    onDefect,
  });
  closing.add(stages.close, () => io.close(), rules.close);
  return { events, stages, io, rules, onDefect };
}

/** All parts, each given what it needs of the others: stores, rules, sessions and limits. */
export function createParts(settings: Settings, resources: Resources, log: Log, closing: Closing) {
  const { events, stages, io, rules, onDefect } = createRulesAndStores(settings, resources, log, closing);
  const secret = tokenSecret(settings.TOKEN_SECRET, settings.DATA_DIR);
  const sessions = createSessions({ tokens: createTokens(secret, wallNow), events, now, wallNow, onDefect });
  const metrics = createMetrics({
    media: stages.figures,
    registryMs: async () => {
      const health = await resources.registry.health();
      return 'answerMs' in health ? health.answerMs : null;
    },
  });
  closing.add(metrics.close, sessions.close);

  const hint = (sentence: string) => log.warn(sentence);
  const front = { isSecure: resources.isSecure, trustProxy: settings.TRUST_PROXY };
  return {
    events,
    sessions,
    io,
    rules,
    metrics,
    front,
    hint,
    visitors: createVisitors(secret, wallNow),
    openEvent: createOpenEvent({ events, wallNow, rateScale: settings.RATE_SCALE }),
    origins: createOrigins({ allowed: settings.ALLOWED_ORIGINS, front, hint }),
    refusalOf: createRefusalOf(log, metrics.tally),
  };
}

export type Parts = ReturnType<typeof createParts>;
