import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Router } from 'express';
import serveCompressed from 'express-static-gzip';
import { Refusal } from '../../shared/refusals.ts';
import { paths } from '../../shared/restApi.ts';
import type { Origins } from '../auth/origins.ts';
import type { Visitors } from '../auth/visitors.ts';
import type { Log } from '../log.ts';
import type { Tally } from '../metrics.ts';
import { crossOrigin } from './crossOrigin.ts';
import { translateErrors } from './door.ts';
import { headers } from './headers.ts';

type Parts = {
  events: Router;
  log: Router;
  media: Router;
  origin: Router;
  health: Router;
  metrics: Router;
  /** The built pages. */
  clientDirectory: string;
  trustProxy: number;
  origins: Origins;
  visitors: Visitors;
  logger: Log;
  tally: Tally;
};

/** Headers, then resources, then pages, then the one translation of errors. */
export function createApp({ events, log, media, origin, health, metrics, clientDirectory, ...parts }: Parts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.use(headers());
  app.use(health);
  app.use(metrics);
  app.use('/api', crossOrigin(parts.origins));
  app.use(paths.events, log, events);
  app.use(paths.media, media);
  app.use(paths.origin, origin);
  app.use('/api', () => {
    throw new Refusal('noSuchPage');
  });
  // Names of built files hold a digest of their content; most are there compressed, too.
  const serveStatic = { immutable: true, maxAge: '1y' };
  const built = { enableBrotli: true, orderPreference: ['br', 'gz'], index: false as const, serveStatic };
  app.use('/assets', serveCompressed(join(clientDirectory, 'assets'), built));
  app.use('/assets', () => {
    throw new Refusal('noSuchPage');
  });
  app.use(express.static(clientDirectory, { index: false, maxAge: '1h' }));
  // Who opens an event is about to take part; who reads about Polyscope is nobody to us.
  app.get('/e/{*page}', (request, response, next) => {
    // A cookie is one browser's alone: no cache in between may keep it.
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Set-Cookie', parts.visitors.cookieFor(request.headers.cookie, request.secure).header);
    next();
  });
  app.get('/{*page}', (_request, response, next) => {
    const page = join(clientDirectory, 'index.html');
    if (!existsSync(page)) return next(new Refusal('noSuchPage', 'the pages are not built: npm start builds them'));
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
  app.use(() => {
    throw new Refusal('noSuchPage');
  });
  app.use(translateErrors(parts.logger, parts.tally));
  return app;
}
