import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { caps } from '../shared/limits.ts';
import { fullWorker } from '../shared/load.ts';
import { isRefusal } from '../shared/refusals.ts';
import { announce } from './announce.ts';
import { NameUnknown } from './announced.ts';
import { isNearby } from './auth/addresses.ts';
import { ratesOf } from './auth/askLimits.ts';
import { createAddressWatch } from './auth/oneAddress.ts';
import { createOpenKey } from './auth/openKey.ts';
import { createOrigins } from './auth/origins.ts';
import { createSessions } from './auth/sessions.ts';
import { createTokens } from './auth/tokens.ts';
import { createIceServers } from './auth/turn.ts';
import { createVisitors } from './auth/visitors.ts';
import { now, wallNow, watchWallClock } from './clocks.ts';
import { type Closing, createClosing } from './closing.ts';
import { BadSetting, readSettings, type Settings } from './config.ts';
import { DirectoryUnusable } from './dataDirectory.ts';
import { lastKnownEvents } from './events/lastKnownEvents.ts';
import { createOpenEvent, ownEvent } from './events/openEvent.ts';
import { createApp } from './http/app.ts';
import { CertificateUnusable } from './http/certificate.ts';
import { boundConnections } from './http/connections.ts';
import { limiting } from './http/door.ts';
import { eventRoutes } from './http/eventRoutes.ts';
import { healthRoutes } from './http/healthRoutes.ts';
import { PortUnavailable } from './http/listen.ts';
import { logRoutes } from './http/logRoutes.ts';
import { mediaRoutes } from './http/mediaRoutes.ts';
import { metricsRoutes } from './http/metricsRoutes.ts';
import { originRoutes } from './http/origin.ts';
import { createLog, type Log } from './log.ts';
import { createStages } from './media/stages.ts';
import { WorkerUnavailable } from './media/workers.ts';
import { createMetrics } from './metrics.ts';
import { startCompaction } from './registry/compaction.ts';
import { RegistryUnreachable } from './registry/connection.ts';
import { createEventStore } from './registry/eventStore.ts';
import { RedisUnavailable } from './registry/privateRedis.ts';
import { createReadStored } from './registry/stored.ts';
import { acquireResources, type Resources } from './resources.ts';
import { createRules } from './rules.ts';
import { createAudience } from './signaling/audience.ts';
import { boundBacklog } from './signaling/backlog.ts';
import { countSockets } from './signaling/socketCounts.ts';
import { openSockets } from './signaling/sockets.ts';
import { tokenSecret } from './tokenSecret.ts';
import { FileUnwritable } from './wholeFile.ts';

/** A phone that vanished is noticed, and one that lost its network notices, within the sum of both; the defaults take 45 s. */
const pingInterval = 5_000;
const pingTimeout = 4_000;
/** A connection that joins nothing is closed after this; the default is 45 s. */
const connectTimeout = 10_000;
const clientDirectory = fileURLToPath(new URL('../dist/client', import.meta.url));

/** All parts, each given what it needs of the others: stores, rules, and who may do what. */
async function createParts(settings: Settings, resources: Resources, log: Log, closing: Closing) {
  const { registry, workers } = resources;
  const wallClock = watchWallClock(log);
  closing.add(wallClock.close);
  const onFault = (error: unknown) => {
    // Its outage is one line of the log, not one for each step that it stops.
    if (!isRefusal(error, 'registryDown')) log.warn({ error }, 'a step of the rules failed; it is tried again');
  };
  const readStored = createReadStored(log);
  const compaction = startCompaction(registry.redis, log, registry.hasDamagedCopies);
  closing.add(compaction.close);
  const full = { ...fullWorker, bps: settings.MAX_WORKER_MBPS * 1e6, packets: settings.MAX_WORKER_PACKETS };
  const stages = createStages({ workers, full, now });
  const events = lastKnownEvents(createEventStore(registry.redis, wallNow, readStored), stages.isInUse);
  const secret = tokenSecret(settings.TOKEN_SECRET, settings.DATA_DIR);
  const sessions = createSessions({ tokens: createTokens(secret, wallNow), events, now, wallNow, onFault });
  const io = new Server({
    maxHttpBufferSize: caps.messageBytes.socket,
    serveClient: false,
    transports: ['websocket'],
    pingInterval,
    pingTimeout,
    connectTimeout,
  });
  const rules = createRules({
    registry,
    readStored,
    events,
    stages,
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
    isClockSettled: wallClock.isSettled,
    onFault,
  });
  const metrics = createMetrics({
    media: stages.figures,
    registryMs: async () => {
      const health = await registry.health();
      return 'answerMs' in health ? health.answerMs : null;
    },
  });
  closing.add(metrics.close, stages.close, () => io.close(), sessions.close, rules.close);

  const hint = (sentence: string) => log.warn(sentence);
  const front = { isSecure: resources.isSecure, trustProxy: settings.TRUST_PROXY };
  const origins = createOrigins({ allowed: settings.ALLOWED_ORIGINS, front, hint });
  const visitors = createVisitors(secret, wallNow);
  const openEvent = createOpenEvent({ events, wallNow, rateScale: settings.RATE_SCALE });
  return { events, sessions, visitors, openEvent, io, rules, metrics, origins, front, hint };
}

type Parts = Awaited<ReturnType<typeof createParts>>;

function servePages(settings: Settings, resources: Resources, parts: Parts, log: Log): void {
  const { events, sessions, visitors, openEvent, rules, metrics, origins } = parts;
  const { takeTurn, watch, readLog } = rules;
  const { originNow, registry, workers } = resources;
  const limit = limiting('rest', takeTurn, visitors);
  const app = createApp({
    events: eventRoutes({
      events,
      wallNow,
      openEvent,
      watch,
      sessions,
      checkOpenKey: createOpenKey(settings.OPEN_KEY),
      networkOf: ({ headers, ip }) => visitors.asker(headers.cookie, ip ?? '').network,
      limit,
      limitOpening: limiting('openEvent', takeTurn, visitors),
    }),
    log: logRoutes({ sessions, readLog, limit }),
    media: mediaRoutes(watch, limit),
    origin: originRoutes(originNow),
    health: healthRoutes({ registry: registry.health, workers: () => workers.all().length }),
    metrics: metricsRoutes({ ...metrics, token: settings.METRICS_TOKEN }),
    clientDirectory,
    trustProxy: settings.TRUST_PROXY,
    origins,
    visitors,
    logger: log,
    tally: metrics.tally,
  });
  resources.serve(app);
}

function serveSockets(settings: Settings, resources: Resources, parts: Parts, log: Log, closing: Closing): void {
  const { sessions, visitors, io, rules, metrics, origins, front, hint } = parts;
  const { takeTurn, watch } = rules;
  const rateScale = settings.RATE_SCALE;
  boundConnections(resources.server, settings.TRUST_PROXY > 0);
  io.attach(resources.server);
  const backlog = boundBacklog(io);
  closing.add(backlog.close);
  const noteAddress = createAddressWatch(isNearby, hint);
  const iceServers = createIceServers(settings.TURN_URLS, settings.TURN_SECRET, wallNow);
  const countSocket = countSockets(rateScale);
  const entrance = { sessions, visitors, origins, takeTurn, watch, front, noteAddress, countSocket };
  openSockets({ io, rules, entrance, iceServers, rateScale, backlog, log, tally: metrics.tally });
}

/** Settings → what the machine has to give → parts → pages and sockets → the links that a person needs next. */
async function start(settings: Settings, closing: Closing): Promise<Resources> {
  const log = createLog(settings.LOG_LEVEL);
  const resources = await acquireResources(settings, log, closing);
  const parts = await createParts(settings, resources, log, closing);
  servePages(settings, resources, parts, log);
  serveSockets(settings, resources, parts, log, closing);

  const { events, openEvent, sessions } = parts;
  const { scheme, port, originNow } = resources;
  const first = await ownEvent(events, openEvent);
  await announce(
    { scheme, port, origin: originNow(), dataDirectory: settings.DATA_DIR },
    { event: first.id, title: first.title, moderatorToken: await sessions.linkTo(first.id) },
  );
  return resources;
}

const expected = [
  BadSetting,
  CertificateUnusable,
  DirectoryUnusable,
  FileUnwritable,
  NameUnknown,
  PortUnavailable,
  RedisUnavailable,
  RegistryUnreachable,
  WorkerUnavailable,
];

/** A file that cannot be opened says which, and why; one that is open already says why alone. */
const isOfFile = (error: unknown) =>
  error instanceof Error &&
  'syscall' in error &&
  ('path' in error || /^(ENOSPC|EDQUOT|EROFS|EIO)$/.test((error as NodeJS.ErrnoException).code ?? ''));

// Its stack alone: what hangs on Redis' errors is the command, with what was to be written.
const closing = createClosing((error) => console.error(error instanceof Error ? error.stack : error));
const end = () => void closing.run().then((isClean) => process.exit(isClean ? 0 : 1));
/** A terminal that hangs up takes its programs with it; elsewhere this signal asks a server to read its files anew. */
let onHangUp = () => {};
process.on('SIGHUP', () => (process.stdout.isTTY ? end() : onHangUp()));
process.once('SIGINT', end);
process.once('SIGTERM', end);
try {
  const { renewCertificate } = await start(readSettings(process.env), closing);
  onHangUp = renewCertificate;
} catch (error) {
  await closing.run();
  const isExpected = isOfFile(error) || expected.some((kind) => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
  process.exit(1);
}
