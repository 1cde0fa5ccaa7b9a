import { fileURLToPath } from 'node:url';
import { isNearby } from './auth/addresses.ts';
import { createAddressWatch } from './auth/addressWatch.ts';
import { createIceServers } from './auth/iceServers.ts';
import { createOpenKey } from './auth/openKey.ts';
import { wallNow } from './clocks.ts';
import type { Closing } from './closing.ts';
import type { Settings } from './config.ts';
import { createApp } from './http/app.ts';
import { boundConnections } from './http/connections.ts';
import { curationLogRoutes } from './http/curationLogRoutes.ts';
import { limiting } from './http/door.ts';
import { eventRoutes } from './http/eventRoutes.ts';
import { healthRoutes } from './http/healthRoutes.ts';
import { mediaRoutes } from './http/mediaRoutes.ts';
import { metricsRoutes } from './http/metricsRoutes.ts';
import { originRoutes } from './http/originRoutes.ts';
import { pageRoutes } from './http/pageRoutes.ts';
import { previewRoutes } from './http/previewRoutes.ts';
import { readEvents } from './http/readEvents.ts';
import type { Parts } from './parts.ts';
import type { Resources } from './resources.ts';
import { boundBacklog } from './signaling/backlog.ts';
import { boundPolling } from './signaling/pollingLimits.ts';
import { countSockets } from './signaling/socketCounts.ts';
import { openSockets } from './signaling/sockets.ts';

const clientDirectory = fileURLToPath(new URL('../dist/client', import.meta.url));

function servePages(settings: Settings, resources: Resources, parts: Parts): void {
  const { events, sessions, visitors, openEvent, rules, metrics, origins, front, refusalOf } = parts;
  const { checkRate, watch, readLog, previewOf, filmed } = rules;
  const { originNow, port, registry, workers } = resources;
  const limit = limiting('rest', checkRate, visitors);
  const readEvent = readEvents({ watch, filmed, wallNow });
  const app = createApp({
    events: eventRoutes({
      events,
      wallNow,
      openEvent,
      watch,
      readEvent,
      sessions,
      checkOpenKey: createOpenKey(settings.OPEN_KEY),
      networkOf: ({ headers, ip }) => visitors.asker(headers.cookie, ip ?? '').network,
      limit,
      limitOpening: limiting('openEvent', checkRate, visitors),
    }),
    previews: previewRoutes({ watch, previewOf, clientDirectory, front, wallNow, limit }),
    pages: pageRoutes({ clientDirectory, readEvent, visitors, front, limit }),
    curationLog: curationLogRoutes({ sessions, readLog, limit }),
    media: mediaRoutes(watch, limit),
    origin: originRoutes({ originNow, port, front }),
    health: healthRoutes({ registry: registry.health, workers: () => workers.all().length }),
    metrics: metricsRoutes({ ...metrics, token: settings.METRICS_TOKEN }),
    clientDirectory,
    trustProxy: settings.TRUST_PROXY,
    origins,
    refusalOf,
  });
  resources.serve(app);
}

function serveSockets(settings: Settings, resources: Resources, parts: Parts, closing: Closing): void {
  const { sessions, visitors, io, rules, metrics, origins, front, hint, refusalOf } = parts;
  const { checkRate, watch } = rules;
  const rateScale = settings.RATE_SCALE;
  io.attach(resources.server);
  // After `attach`, which keeps from earlier listeners the requests that poll.
  boundConnections(resources.server, settings.TRUST_PROXY > 0);
  boundPolling(io, settings.TRUST_PROXY, rateScale);
  const backlog = boundBacklog(io);
  closing.add(backlog.close);
  const noteAddress = createAddressWatch(isNearby, hint);
  const iceServers = createIceServers(settings.TURN_URLS, settings.TURN_SECRET, wallNow);
  const countSocket = countSockets(rateScale);
  const entrance = { sessions, visitors, origins, checkRate, watch, front, noteAddress, countSocket };
  openSockets({ io, rules, entrance, iceServers, rateScale, backlog, refusalOf, tally: metrics.tally });
}

/** Pages and REST, and the conversations over sockets, on one port. */
export function serve(settings: Settings, resources: Resources, parts: Parts, closing: Closing): void {
  servePages(settings, resources, parts);
  serveSockets(settings, resources, parts, closing);
}
