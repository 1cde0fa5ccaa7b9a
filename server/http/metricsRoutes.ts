import { timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import ipaddr from 'ipaddr.js';
import { Refusal } from '../../shared/refusals.ts';
import { isNearby } from '../auth/addresses.ts';
import { route } from './door.ts';

type Parts = {
  /** All metrics in Prometheus' format. */
  text(): Promise<string>;
  contentType: string;
  /**
   * With this token, metrics may be read from anywhere; unset, only from loopback and private networks, and through no
   * proxy.
   */
  token: string | undefined;
};

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Headers that proxies add, beside X-Forwarded-For. */
const forwarding = ['x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

/** Whether Host is an address or localhost: a public name is what browsers, and so a proxy for them, ask for. */
function isAskedByAddress(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.+)\]$/, '$1');
  return name === 'localhost' || ipaddr.isValid(name);
}

/**
 * Behind a proxy that TRUST_PROXY does not count, every request has the proxy's address, which is near. Some proxies
 * add no header: nginx speaks HTTP/1.0 by default, and others pass on the public name as Host.
 */
function comesFromNear({ ip = '', app, headers, httpVersion }: Request): boolean {
  if ('x-forwarded-for' in headers) return app.get('trust proxy') !== 0 && isNearby(ip);
  if (forwarding.some((name) => name in headers) || httpVersion === '1.0') return false;
  return isNearby(ip) && isAskedByAddress(headers.host ?? '');
}

/** `/metrics` for Prometheus. */
export function metricsRoutes({ text, contentType, token }: Parts): Router {
  const router = Router();
  router.get('/metrics', route('readMetrics'), (request, response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
    const mayRead = token === undefined ? comesFromNear(request) : isToken(given, token);
    if (!mayRead) throw new Refusal('notAllowed', 'METRICS_TOKEN');
    text().then((metrics) => response.type(contentType).send(metrics), next);
  });
  return router;
}
