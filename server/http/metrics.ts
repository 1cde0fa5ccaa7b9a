import { timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import { type Request, Router } from 'express';
import { Refusal } from '../../shared/refusals.ts';

type Parts = {
  /** What Prometheus is told, and how it is written. */
  text(): Promise<string>;
  contentType: string;
  /** Who shows it may read from anywhere; unset, only the loopback and private networks may. */
  token: string | undefined;
};

/** The loopback, private networks, and addresses of a link (RFC 1918, 4193, 3927). */
const nearby = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  nearby.addSubnet(net, prefix, 'ipv4');
}
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');
nearby.addSubnet('fe80::', 10, 'ipv6');

export function isNearby(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return nearby.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

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
