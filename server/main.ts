import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { announce, ownAddresses } from './announce.ts';
import { createTokens, tokenSecret } from './auth/tokens.ts';
import { createIceServers } from './auth/turn.ts';
import { BadSetting, readSettings, type Settings } from './config.ts';
import { createCurate } from './events/curate.ts';
import { createGoLive } from './events/goLive.ts';
import { createKeepTime } from './events/keepTime.ts';
import { createOnAir } from './events/onAir.ts';
import { createOpenEvent } from './events/openEvent.ts';
import { keepPresence } from './events/presence.ts';
import { createShareDelay } from './events/shareDelay.ts';
import { createWatch } from './events/watch.ts';
import { createApp } from './http/app.ts';
import { eventRoutes } from './http/events.ts';
import { healthRoutes } from './http/health.ts';
import { createHttpServer, listen, PortUnavailable } from './http/listen.ts';
import { createLog } from './log.ts';
import { createStages } from './media/stage.ts';
import { startWorkers, WorkerUnavailable } from './media/workers.ts';
import { connectRegistry, RegistryUnreachable } from './registry/connection.ts';
import { createEventBook } from './registry/events.ts';
import { createPerspectiveBook } from './registry/perspectives.ts';
import { createAudience } from './signaling/audience.ts';
import { openSockets } from './signaling/sockets.ts';

/** A whole grid's wish is 4 kB, RTP capabilities 6 kB; nothing that a page sends is larger. */
const maxMessageBytes = 64_000;
/** A phone that vanished is noticed, and one that lost its network notices, within the sum of both; the defaults take 45 s. */
const pingInterval = 5_000;
const pingTimeout = 4_000;
const clientDirectory = fileURLToPath(new URL('../dist/client', import.meta.url));

/** Settings → parts → listening; returns the way back. */
async function start(settings: Settings): Promise<() => Promise<void>> {
  const log = createLog(settings.LOG_LEVEL);
  const now = () => performance.timeOrigin + performance.now();
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

  const events = createEventBook(registry.redis);
  const book = createPerspectiveBook(registry.redis, now);
  const stages = createStages(workers, createIceServers(settings.TURN_URLS, settings.TURN_SECRET, now));
  const tokens = createTokens(await tokenSecret(settings.TOKEN_SECRET, settings.DATA_DIR));
  const openEvent = createOpenEvent({ events, now });

  const io = new Server({
    maxHttpBufferSize: maxMessageBytes,
    serveClient: false,
    transports: ['websocket'],
    pingInterval,
    pingTimeout,
  });
  const audience = createAudience(io);
  const onAir = createOnAir({ book, stages, audience, now });
  const watch = createWatch({ events, book, stages, audience, maxViewers: settings.MAX_VIEWERS });
  const keepTime = createKeepTime(onAir);
  const maxPerspectives = settings.MAX_PERSPECTIVES;
  const goLive = createGoLive({ events, book, stages, onAir, keepTime, now, maxPerspectives, onFault });
  const curate = createCurate({ events, onAir, audience });
  const presence = keepPresence({ book, onAir, audience, now, onFault });

  const app = createApp({
    events: eventRoutes({ events, openEvent, watch, tokens, now }),
    health: healthRoutes({ isRegistryUp: registry.isUp, workers: () => workers.all().length }),
    clientDirectory,
    isSecure: tls !== undefined,
    trustProxy: settings.TRUST_PROXY,
    log,
  });
  const server = createHttpServer(tls, app);
  io.attach(server);
  openSockets(io, { goLive, onAir, keepTime, watch, shareDelay: createShareDelay(audience), curate }, tokens, now, log);

  const close = async () => {
    presence.close();
    await io.close();
    workers.close();
    await registry.close();
  };
  const port = await listen(server, HOST, PORT).catch(async (error) => {
    await close();
    throw error;
  });

  const scheme = tls ? 'https' : 'http';
  const first = (await events.list())[0]?.found ?? (await openEvent({ title: 'Tonight' }, 'tonight'));
  await announce(`${scheme}://localhost:${port}`, `${scheme}://${ANNOUNCED_ADDRESS ?? ownAddresses()[0]}:${port}`, {
    event: first.id,
    title: first.title,
    moderatorToken: await tokens.forModerator(first.id),
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
