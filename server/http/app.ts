import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Router } from 'express';
import serveCompressed from 'express-static-gzip';
import { Refusal } from '../../shared/refusals.ts';
import { paths } from '../../shared/restApi.ts';
import type { Origins } from '../auth/origins.ts';
import type { Visitors } from '../auth/visitors.ts';
import type { RefusalOf } from '../refusalOf.ts';
import { crossOrigin } from './crossOrigin.ts';
import { translateErrors } from './door.ts';
import { headers } from './headers.ts';

type Parts = {
  events: Router;
  curationLog: Router;
  media: Router;
  origin: Router;
  health: Router;
  metrics: Router;
  /** The built pages. */
  clientDirectory: string;
  trustProxy: number;
  origins: Origins;
  visitors: Visitors;
  refusalOf: RefusalOf;
};

export function createApp(parts: Parts): Express {
  const { events, curationLog, media, origin, health, metrics, clientDirectory } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.use(headers());
  app.use(health);
  app.use(metrics);
  app.use('/api', crossOrigin(parts.origins));
  app.use(paths.events, curationLog, events);
  app.use(paths.media, media);
  app.use(paths.origin, origin);
  app.use('/api', () => {
    throw new Refusal('noSuchPage');
  });
  // Names of built files contain a digest of their content; most are there compressed, too.
  const serveStatic = { immutable: true, maxAge: '1y' };
  const built = { enableBrotli: true, orderPreference: ['br', 'gz'], index: false as const, serveStatic };
  app.use('/assets', serveCompressed(join(clientDirectory, 'assets'), built));
  app.use('/assets', () => {
    throw new Refusal('noSuchPage');
  });
  app.use(express.static(clientDirectory, { index: false, maxAge: '1h' }));
  // Browsers get their cookie with the pages of an event, not with others: only those who take part need one.
  app.get('/e/{*page}', (request, response, next) => {
    // No cache in between may give this cookie to another browser.
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
  app.use(translateErrors(parts.refusalOf));
  return app;
}
