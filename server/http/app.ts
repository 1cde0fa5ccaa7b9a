import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type Express, type RequestHandler, type Router } from 'express';
import serveCompressed from 'express-static-gzip';
import { Refusal } from '../../shared/refusals.ts';
import { paths } from '../../shared/restApi.ts';
import type { Origins } from '../auth/origins.ts';
import type { RefusalOf } from '../refusalOf.ts';
import { crossOrigin } from './crossOrigin.ts';
import { translateErrors } from './door.ts';
import { headers } from './headers.ts';
import { ownPicture } from './pageRoutes.ts';
import { showElsewhere } from './previewRoutes.ts';

type Parts = {
  events: Router;
  previews: Router;
  curationLog: Router;
  media: Router;
  origin: Router;
  health: Router;
  metrics: Router;
  pages: Router;
  /** The built pages' other files. */
  clientDirectory: string;
  trustProxy: number;
  origins: Origins;
  refusalOf: RefusalOf;
};

/** What serves files would answer by itself, without a code. */
const refuseMalformed: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.path);
  } catch {
    throw new Refusal('badMessage');
  }
  next();
};

export function createApp(parts: Parts): Express {
  const { events, previews, curationLog, media, origin, health, metrics, pages, clientDirectory } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.use(headers());
  app.use(health);
  app.use(metrics);
  app.use('/api', crossOrigin(parts.origins));
  app.use(paths.events, curationLog, previews, events);
  app.use(paths.media, media);
  app.use(paths.origin, origin);
  app.use('/api', () => {
    throw new Refusal('noSuchPage');
  });
  app.use(refuseMalformed);
  const setHeaders = (response: ServerResponse, path: string) => {
    if (path.endsWith(ownPicture)) showElsewhere(response);
  };
  // Most texts are there compressed, too.
  const compressed = { enableBrotli: true, orderPreference: ['br', 'gz'], index: false as const };
  const brief = { redirect: false, maxAge: '1h', setHeaders };
  const staticFiles = serveCompressed(clientDirectory, { ...compressed, serveStatic: brief });
  // The built page is a template: its head is written for each address.
  const serveFiles: RequestHandler = (request, response, next) =>
    request.path === '/index.html' ? next() : staticFiles(request, response, next);
  // Names of built files contain a digest of their content.
  const forGood = { immutable: true, maxAge: '1y' };
  app.use('/assets', serveCompressed(join(clientDirectory, 'assets'), { ...compressed, serveStatic: forGood }));
  app.use('/assets', () => {
    throw new Refusal('noSuchPage');
  });
  app.use(serveFiles);
  app.use(pages);
  app.use(() => {
    throw new Refusal('noSuchPage');
  });
  app.use(translateErrors(parts.refusalOf));
  return app;
}
