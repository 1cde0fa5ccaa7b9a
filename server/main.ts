import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { caps } from '../shared/limits.ts';
import { fullWorker } from '../shared/load.ts';
import { announce, ownAddresses } from './announce.ts';
import { ratesOf } from './auth/limits.ts';
import { createOpenKey } from './auth/openKey.ts';
import { createCheckOrigin } from './auth/origins.ts';
import { createSessions } from './auth/sessions.ts';
import { createTokens, tokenSecret } from './auth/tokens.ts';
import { createIceServers } from './auth/turn.ts';
import { createVisitors } from './auth/visitors.ts';
import { now, wallNow, watchWallClock } from './clocks.ts';
import { BadSetting, readSettings, type Settings } from './config.ts';
import { createOpenEvent, ownEvent } from './events/openEvent.ts';
import { createApp } from './http/app.ts';
import { boundConnections } from './http/connections.ts';
import { limiting } from './http/door.ts';
import { eventRoutes } from './http/events.ts';
import { healthRoutes } from './http/health.ts';
import { createHttpServer, listen, PortUnavailable } from './http/listen.ts';
import { logRoutes } from './http/log.ts';
import { mediaRoutes } from './http/media.ts';
import { metricsRoutes } from './http/metrics.ts';
import { createLog } from './log.ts';
import { createStages } from './media/stages.ts';
import { startWorkers, WorkerUnavailable } from './media/workers.ts';
import { createMetrics } from './metrics.ts';
import { connectRegistry, RegistryUnreachable } from './registry/connection.ts';
import { createEventBook } from './registry/events.ts';
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

/** Settings → parts → listening; returns the way back. */
async function start(settings: Settings): Promise<() => Promise<void>> {
  const log = createLog(settings.LOG_LEVEL);
  const wallClock = watchWallClock(log);
  const onFault = (error: unknown) => log.warn({ error }, 'a step of the rules failed; it is tried again');
  const { HOST, PORT, TLS_CERT, TLS_KEY, ANNOUNCED_ADDRESS } = settings;
  const tls = TLS_CERT && TLS_KEY ? { certificateFile: TLS_CERT, keyFile: TLS_KEY } : undefined;

  const registry = await connectRegistry(settings.REDIS_URL, join(settings.DATA_DIR, 'redis'), log);
  const workers = await startWorkers(
    {
      count: settings.WORKERS,
      binary: settings.MEDIASOUP_WORKER_BIN,
      port: settings.RTC_PORT,
      addresses: ownAddresses(),
      announced: ANNOUNCED_ADDRESS,
    },
    log,
  ).catch(async (error) => {
    await registry.close();
    throw error;
  });

  const readStored = createReadStored(log);
  const events = createEventBook(registry.redis, wallNow, readStored);
  const stages = createStages({
    workers,
    iceServers: createIceServers(settings.TURN_URLS, settings.TURN_SECRET, wallNow),
    full: { ...fullWorker, bps: settings.MAX_WORKER_MBPS * 1e6, packets: settings.MAX_WORKER_PACKETS },
    now,
  });
  const metrics = createMetrics({ media: stages.figures, registryMs: registry.answerMs });
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
    redis: registry.redis,
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
    now,
    wallNow,
    isClockSettled: wallClock.isSettled,
    onFault,
  });
  const { takeTurn, watch, readLog } = rules;

  const limit = limiting('rest', takeTurn, visitors);
  const app = createApp({
    events: eventRoutes({
      events,
      openEvent,
      watch,
      sessions,
      checkOpenKey: createOpenKey(settings.OPEN_KEY),
      limit,
      limitOpening: limiting('openEvent', takeTurn, visitors),
    }),
    log: logRoutes({ sessions, readLog, limit }),
    media: mediaRoutes(watch, limit),
    health: healthRoutes({ isRegistryUp: registry.isUp, workers: () => workers.all().length }),
    metrics: metricsRoutes({ ...metrics, token: settings.METRICS_TOKEN }),
    clientDirectory,
    isSecure: tls !== undefined,
    trustProxy: settings.TRUST_PROXY,
    visitors,
    logger: log,
    tally: metrics.tally,
  });
  const server = createHttpServer(tls, app);
  boundConnections(server, settings.TRUST_PROXY > 0);
  io.attach(server);
  const backlog = boundBacklog(io);
  const checkOrigin = createCheckOrigin(settings.ALLOWED_ORIGINS);
  const { TRUST_PROXY: trustProxy, RATE_SCALE: rateScale } = settings;
  const countSocket = countSockets(rateScale);
  const secure = { isSecure: tls !== undefined };
  const entrance = { sessions, visitors, checkOrigin, takeTurn, watch, trustProxy, countSocket, ...secure };
  openSockets({ io, rules, entrance, rateScale, backlog, log, tally: metrics.tally });

  const close = async () => {
    rules.close();
    backlog.close();
    sessions.close();
    wallClock.close();
    await io.close();
    stages.close();
    metrics.close();
    workers.close();
    await registry.close();
  };
  const port = await listen(server, HOST, PORT).catch(async (error) => {
    await close();
    throw error;
  });

  const scheme = tls ? 'https' : 'http';
  const first = await ownEvent(events, openEvent);
  await announce(`${scheme}://localhost:${port}`, `${scheme}://${ANNOUNCED_ADDRESS ?? ownAddresses()[0]}:${port}`, {
    event: first.id,
    title: first.title,
    moderatorToken: await sessions.linkTo(first.id),
  });
  return close;
}

const expected = [BadSetting, RegistryUnreachable, WorkerUnavailable, PortUnavailable];

try {
  const close = await start(readSettings(process.env));
  const end = () => void close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
} catch (error) {
  const isExpected = expected.some((kind) => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
  process.exit(1);
}
