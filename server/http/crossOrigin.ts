import type { RequestHandler } from 'express';
import type { Origins } from '../auth/origins.ts';

/** How long browsers cache the answer to a preflight. */
const preflightSeconds = 600;
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Pages of other sites that the operator names may use REST, without cookies; no others may write. */
export function crossOrigin(origins: Origins): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && origins.isAllowed(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      if (request.method === 'OPTIONS') {
        response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
        response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
        response.setHeader('Access-Control-Max-Age', preflightSeconds);
        return void response.status(204).end();
      }
    }
    if (!reading.has(request.method)) origins.check(request.headers);
    next();
  };
}
