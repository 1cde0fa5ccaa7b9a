import { timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import ipaddr from 'ipaddr.js';
import { Refusal } from '../../shared/refusals.ts';
import { isNearby } from '../auth/addresses.ts';

type Parts = {
  /** What Prometheus is told, and how it is written. */
  text(): Promise<string>;
  contentType: string;
  /** Who shows it may read from anywhere; unset, only the loopback and private networks may, and no proxy. */
  token: string | undefined;
};

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What proxies add of whom they ask for, beside the address. */
const forwarding = ['x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

/** Asked for by an address, or as this machine: a name is what the world, and a proxy for it, asks by. */
function isAskedByAddress(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.+)\]$/, '$1');
  return name === 'localhost' || ipaddr.isValid(name);
}

/**
 * A proxy that we were not told of makes every address its own. Some say nothing of it: nginx asks by HTTP/1.0 unless it
 * is told otherwise, others by the name that the world uses. Then nobody is known to be near.
 */
function comesFromNear({ ip = '', app, headers, httpVersion }: Request): boolean {
  if ('x-forwarded-for' in headers) return app.get('trust proxy') !== 0 && isNearby(ip);
  if (forwarding.some((name) => name in headers) || httpVersion === '1.0') return false;
  return isNearby(ip) && isAskedByAddress(headers.host ?? '');
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
