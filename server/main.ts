import type { Server as SecureServer } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { caps } from '../shared/limits.ts';
import { fullWorker } from '../shared/load.ts';
import { isRefusal } from '../shared/refusals.ts';
import { announce } from './announce.ts';
import { followAnnounced, NameUnknown } from './announced.ts';
import { isNearby } from './auth/addresses.ts';
import { ratesOf } from './auth/limits.ts';
import { createAddressWatch } from './auth/oneAddress.ts';
import { createOpenKey } from './auth/openKey.ts';
import { createOrigins } from './auth/origins.ts';
import { createSessions } from './auth/sessions.ts';
import { createTokens, tokenSecret } from './auth/tokens.ts';
import { createIceServers } from './auth/turn.ts';
import { createVisitors } from './auth/visitors.ts';
import { now, wallNow, watchWallClock } from './clocks.ts';
import { BadSetting, readSettings, type Settings } from './config.ts';
import { DirectoryUnusable, lockDirectory, prepareDirectory } from './dataDirectory.ts';
import { lastKnownEvents } from './events/lastKnownEvents.ts';
import { createOpenEvent, ownEvent } from './events/openEvent.ts';
import { createApp } from './http/app.ts';
import { CertificateUnusable, keepCertificate, readCertificate } from './http/certificate.ts';
import { boundConnections } from './http/connections.ts';
import { limiting } from './http/door.ts';
import { eventRoutes } from './http/events.ts';
import { healthRoutes } from './http/health.ts';
import { createEntrance, listen, PortUnavailable } from './http/listen.ts';
import { logRoutes } from './http/log.ts';
import { mediaRoutes } from './http/media.ts';
import { metricsRoutes } from './http/metrics.ts';
import { originRoutes } from './http/origin.ts';
import { createLog } from './log.ts';
import { createStages } from './media/stages.ts';
import { startWorkers, WorkerUnavailable } from './media/workers.ts';
import { createMetrics } from './metrics.ts';
import { inLink, ownAddresses, reachableHost } from './ownAddresses.ts';
import { keepFilesClean } from './registry/compaction.ts';
import { connectRegistry, RegistryUnreachable } from './registry/connection.ts';
import { createEventBook } from './registry/events.ts';
import { RedisUnavailable } from './registry/privateRedis.ts';
import { createReadStored } from './registry/stored.ts';
import { createRules } from './rules.ts';
import { createAudience } from './signaling/audience.ts';
import { boundBacklog } from './signaling/backlog.ts';
import { countSockets } from './signaling/socketCounts.ts';
import { openSockets } from './signaling/sockets.ts';

/** A phone that vanished is noticed, and one that lost its network notices, within the sum of both; the defaults take 45 s. */
const pingInterval = 5_000;
const pingTimeout = 4_000;
/** A connection that joins nothing is closed after this; the default is 45 s. */
const connectTimeout = 10_000;
const clientDirectory = fileURLToPath(new URL('../dist/client', import.meta.url));

/** Runs the closes that were handed in, the last first, once: who asks again waits for the same end. */
function createClosing() {
  const closes: (() => unknown)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    for (const close of closes.splice(0).reverse()) await close();
  };
  return {
    add: (...more: (() => unknown)[]) => void closes.push(...more),
    run(): Promise<void> {
      running ??= runAll();
      return running;
    },
  };
}

/** Settings → lock → ports → media → registry → the rules; what cannot be had fails before anything after it is begun. */
async function start(settings: Settings, closing: ReturnType<typeof createClosing>): Promise<void> {
  const log = createLog(settings.LOG_LEVEL);
  const wallClock = watchWallClock(log);
  closing.add(wallClock.close);
  const onFault = (error: unknown) => {
    // Its outage is one line of the log, not one for each step that it stops.
    if (!isRefusal(error, 'registryDown')) log.warn({ error }, 'a step of the rules failed; it is tried again');
  };
  const { HOST, PORT, TLS_CERT, TLS_KEY, REDIS_URL, DATA_DIR } = settings;
  const files = TLS_CERT && TLS_KEY ? { certificateFile: TLS_CERT, keyFile: TLS_KEY } : undefined;
  const certificate = files && readCertificate(files);

  if (!REDIS_URL || !settings.TOKEN_SECRET) prepareDirectory(DATA_DIR);
  if (!REDIS_URL) closing.add(lockDirectory(DATA_DIR, PORT).release);
  const { server, serve } = createEntrance(certificate);
  const port = await listen(server, HOST, PORT);
  closing.add(() => server.close());
  const announced = await followAnnounced(settings.ANNOUNCED_ADDRESS, log);
  closing.add(announced.close);
  const scheme = files ? 'https' : 'http';
  const originNow = () => {
    const host = reachableHost(settings.ANNOUNCED_ADDRESS, HOST);
    return host && `${scheme}://${inLink(host)}:${port}`;
  };
  const workers = await startWorkers(
    {
      count: settings.WORKERS,
      binary: settings.MEDIASOUP_WORKER_BIN,
      port: settings.RTC_PORT,
      addresses: ownAddresses(),
      announced: announced.addresses,
    },
    log,
  );
  closing.add(workers.close);
  const registry = await connectRegistry(REDIS_URL, join(DATA_DIR, 'redis'), log);
  closing.add(registry.close);

  const readStored = createReadStored(log);
  const compaction = keepFilesClean(registry.redis, log);
  closing.add(compaction.close);
  const stages = createStages({
    workers,
    full: { ...fullWorker, bps: settings.MAX_WORKER_MBPS * 1e6, packets: settings.MAX_WORKER_PACKETS },
    now,
  });
  const events = lastKnownEvents(createEventBook(registry.redis, wallNow, readStored), stages.isInUse);
  const metrics = createMetrics({
    media: stages.figures,
    registryMs: async () => {
      const health = await registry.health();
      return 'answerMs' in health ? health.answerMs : null;
    },
  });
  const secret = await tokenSecret(settings.TOKEN_SECRET, settings.DATA_DIR);
  const sessions = createSessions({ tokens: createTokens(secret, wallNow), events, now, wallNow, onFault });
  const visitors = createVisitors(secret, wallNow);
  const openEvent = createOpenEvent({ events, wallNow });

  const io = new Server({
    maxHttpBufferSize: caps.messageBytes.socket,
    serveClient: false,
    transports: ['websocket'],
    pingInterval,
    pingTimeout,
    connectTimeout,
  });
  const audience = createAudience(io);
  const rules = createRules({
    registry,
    readStored,
    events,
    stages,
    audience,
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
  const { takeTurn, watch, readLog } = rules;

  const hint = (sentence: string) => log.warn(sentence);
  const front = { isSecure: files !== undefined, trustProxy: settings.TRUST_PROXY };
  const origins = createOrigins({ allowed: settings.ALLOWED_ORIGINS, front, hint });

  const limit = limiting('rest', takeTurn, visitors);
  const app = createApp({
    events: eventRoutes({
      events,
      wallNow,
      openEvent,
      watch,
      sessions,
      checkOpenKey: createOpenKey(settings.OPEN_KEY),
      limit,
      limitOpening: limiting('openEvent', takeTurn, visitors),
    }),
    log: logRoutes({ sessions, readLog, limit }),
    media: mediaRoutes(watch, limit),
    origin: originRoutes(originNow),
    health: healthRoutes({ registry: registry.health, workers: () => workers.all().length }),
    metrics: metricsRoutes({ ...metrics, token: settings.METRICS_TOKEN }),
    clientDirectory,
    trustProxy: front.trustProxy,
    origins,
    visitors,
    logger: log,
    tally: metrics.tally,
  });
  serve(app);
  boundConnections(server, settings.TRUST_PROXY > 0);
  io.attach(server);
  const backlog = boundBacklog(io);
  const noteAddress = createAddressWatch(isNearby, hint);
  const iceServers = createIceServers(settings.TURN_URLS, settings.TURN_SECRET, wallNow);
  const { RATE_SCALE: rateScale } = settings;
  const countSocket = countSockets(rateScale);
  const entrance = { sessions, visitors, origins, takeTurn, watch, front, noteAddress, countSocket };
  openSockets({ io, rules, entrance, iceServers, rateScale, backlog, log, tally: metrics.tally });

  closing.add(
    metrics.close,
    stages.close,
    () => io.close(),
    sessions.close,
    backlog.close,
    () => rules.close(),
  );
  if (files) {
    const renewed = keepCertificate(server as SecureServer, files, log);
    closing.add(renewed.close);
    onHangUp = renewed.look;
  }

  const first = await ownEvent(events, openEvent);
  await announce(
    { scheme, port, origin: originNow(), dataDirectory: DATA_DIR },
    { event: first.id, title: first.title, moderatorToken: await sessions.linkTo(first.id) },
  );
}

const expected = [
  BadSetting,
  CertificateUnusable,
  DirectoryUnusable,
  NameUnknown,
  PortUnavailable,
  RedisUnavailable,
  RegistryUnreachable,
  WorkerUnavailable,
];

/** A file that cannot be opened or written says which, and why. */
const isOfFile = (error: unknown) => error instanceof Error && 'syscall' in error && 'path' in error;

/** A terminal that hangs up takes its programs with it; elsewhere this signal asks a server to read its files anew. */
let onHangUp = () => {};

const closing = createClosing();
const end = () => void closing.run().then(() => process.exit(0));
try {
  const started = start(readSettings(process.env), closing);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.on('SIGHUP', () => (process.stdout.isTTY ? end() : onHangUp()));
  await started;
} catch (error) {
  await closing.run();
  const isExpected = isOfFile(error) || expected.some((kind) => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
  process.exit(1);
}
