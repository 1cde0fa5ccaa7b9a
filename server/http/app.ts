import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Router } from 'express';
import { Refusal } from '../../shared/refusals.ts';
import { paths } from '../../shared/rest.ts';
import type { Log } from '../log.ts';
import { translateErrors } from './door.ts';
import { headers } from './headers.ts';

type Parts = {
  events: Router;
  health: Router;
  /** The built pages. */
  clientDirectory: string;
  isSecure: boolean;
  trustProxy: number;
  log: Log;
};

/** Headers, then resources, then pages, then the one translation of errors. */
export function createApp({ events, health, clientDirectory, isSecure, trustProxy, log }: Parts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.use(headers(isSecure));
  app.use(health);
  app.use(paths.events, events);
  app.use('/api', () => {
    throw new Refusal('noSuchPage');
  });
  // Names of built files hold a digest of their content.
  app.use('/assets', express.static(join(clientDirectory, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  app.use('/assets', () => {
    throw new Refusal('noSuchPage');
  });
  app.use(express.static(clientDirectory, { index: false, maxAge: '1h' }));
  app.get('/{*page}', (_request, response, next) => {
    const page = join(clientDirectory, 'index.html');
    if (!existsSync(page)) return next(new Refusal('noSuchPage', 'the pages are not built: npm start builds them'));
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
  app.use(() => {
    throw new Refusal('noSuchPage');
  });
  app.use(translateErrors(log));
  return app;
}
