import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { createCounts } from '../../shared/counts.ts';
import { eventIdSchema } from '../../shared/domain.ts';
import { caps, type RateName } from '../../shared/limits.ts';
import { Refusal, type RefusalCode, refusals } from '../../shared/refusals.ts';
import { anyRouteRefuses, type RouteName, routeRefuses } from '../../shared/restApi.ts';
import type { Visitors } from '../auth/visitors.ts';
import type { CheckRate } from '../events/ports/checkRate.ts';
import type { RefusalOf } from '../refusalOf.ts';

/** Names a route: `translateErrors` compares its refusals with what it declares. */
export function route(name: RouteName): RequestHandler {
  return (_request, response, next) => {
    response.locals.route = name;
    next();
  };
}

/** A handler's result is the reply; its errors go to `translateErrors`. */
export function answering(handle: (request: Request) => Promise<object>): RequestHandler {
  return (request, response, next) => {
    handle(request).then((reply) => response.json(reply), next);
  };
}

/** Limits how often each address and each network asks, and how many of its requests are in progress at once. */
export function limiting(rate: RateName, checkRate: CheckRate, visitors: Visitors): RequestHandler {
  const inProgress = createCounts<string>();
  return (request, response, next) => {
    const asker = visitors.asker(request.headers.cookie, request.ip ?? '');
    // Each request in progress uses Redis, which is shared by all.
    const isBusy = (['address', 'network'] as const).some(
      (each) => inProgress.of(asker[each]) >= caps.inProgress[each],
    );
    if (isBusy) return next(new Refusal('tooFast', rate));
    const done = [inProgress.add(asker.address), inProgress.add(asker.network)];
    response.once('close', () => {
      for (const leave of done) leave();
    });
    checkRate(rate, asker).then(() => next(), next);
  };
}

/** Refuses input that does not match the schema, and names the field. */
export function parse<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal('badMessage', `${issue?.path.join('.')}: ${issue?.message}`);
}

export function eventIdOf(request: Request): string {
  const parsed = eventIdSchema.safeParse(request.params.event);
  if (!parsed.success) throw new Refusal('noSuchEvent');
  return parsed.data;
}

/** Errors of Express' body parser. */
const parserErrors: Record<string, RefusalCode> = {
  'entity.too.large': 'tooLarge',
  'entity.parse.failed': 'badMessage',
  'encoding.unsupported': 'badMessage',
  'charset.unsupported': 'badMessage',
  'request.size.invalid': 'badMessage',
};

/** Errors of Express about malformed requests are the client's mistake. */
function asRefusal(error: unknown): unknown {
  const parserError = parserErrors[(error as { type?: string }).type ?? ''];
  if (parserError) return new Refusal(parserError);
  return error instanceof URIError ? new Refusal('badMessage') : error;
}

/** Answers with a refusal's status and notice; a defect is a 500. */
export function translateErrors(refusalOf: RefusalOf): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const name: RouteName | undefined = response.locals.route;
    const declared = [...anyRouteRefuses, ...(name ? routeRefuses[name] : [])];
    const refusal = refusalOf(asRefusal(error), name ?? 'HTTP', declared);
    response.status(refusals[refusal.code].status).json({ refusal });
  };
}
