import { timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { Refusal } from '../../shared/refusals.ts';
import { isNearby } from '../auth/addresses.ts';

type Parts = {
  /** What Prometheus is told, and how it is written. */
  text(): Promise<string>;
  contentType: string;
  /** Who shows it may read from anywhere; unset, only the loopback and private networks may. */
  token: string | undefined;
};

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A proxy that we were not told of makes every address its own: then nobody is known to be near. */
function comesFromNear(request: Request): boolean {
  const isForwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers;
  const believesProxies = request.app.get('trust proxy') !== 0;
  return isNearby(request.ip ?? '') && (!isForwarded || believesProxies);
}

/** `/metrics` for Prometheus. */
export function metricsRoutes({ text, contentType, token }: Parts): Router {
  const router = Router();
  router.get('/metrics', (request, response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
    const mayRead = token === undefined ? comesFromNear(request) : isToken(given, token);
    if (!mayRead) throw new Refusal('notAllowed', 'METRICS_TOKEN');
    text().then((metrics) => response.type(contentType).send(metrics), next);
  });
  return router;
}
