import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { createCounts } from '../../shared/counts.ts';
import { eventIdSchema } from '../../shared/domain.ts';
import { caps, type RateName } from '../../shared/limits.ts';
import { noticeOf, Refusal, type RefusalCode, refusals } from '../../shared/refusals.ts';
import type { Visitors } from '../auth/visitors.ts';
import type { TakeTurn } from '../events/ports/takeTurn.ts';
import type { Log } from '../log.ts';
import type { Tally } from '../metrics.ts';

/** The one way in for requests: what a handler returns is the reply, what it throws is translated below. */
export function answering(handle: (request: Request) => Promise<object>): RequestHandler {
  return (request, response, next) => {
    handle(request).then((reply) => response.json(reply), next);
  };
}

/** Each address, and each network, has so many turns, and so many requests that are worked on at once. */
export function limiting(rate: RateName, takeTurn: TakeTurn, visitors: Visitors): RequestHandler {
  const inProgress = createCounts<string>();
  return (request, response, next) => {
    const asker = visitors.asker(request.headers.cookie, request.ip ?? '');
    const isBusy = (['address', 'network'] as const).some(
      (each) => inProgress.of(asker[each]) >= caps.inProgress[each],
    );
    // What waits for the registry keeps everybody else waiting there, too.
    if (isBusy) return next(new Refusal('tooFast', rate));
    const done = [inProgress.add(asker.address), inProgress.add(asker.network)];
    response.once('close', () => {
      for (const leave of done) leave();
    });
    takeTurn(rate, asker).then(() => next(), next);
  };
}

/** What was given, in the shape of the schema, or a refusal that says where it is not. */
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

/** Errors of the body's parser, by what they mean. */
const parserErrors: Record<string, RefusalCode> = {
  'entity.too.large': 'tooLarge',
  'entity.parse.failed': 'badMessage',
  'encoding.unsupported': 'badMessage',
  'charset.unsupported': 'badMessage',
  'request.size.invalid': 'badMessage',
};

/** A refusal becomes its status, a defect a number that the log knows. */
export function translateErrors(log: Log, tally: Tally): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const parser = parserErrors[(error as { type?: string }).type ?? ''];
    const isMalformed = error instanceof URIError;
    const refusal =
      error instanceof Refusal ? error : parser || isMalformed ? new Refusal(parser ?? 'badMessage') : null;
    tally.refused(refusal?.code ?? 'defect');
    if (refusal) {
      const { code, detail } = refusal;
      response.status(refusals[code].status).json({ refusal: noticeOf(code, detail) });
      return;
    }
    const number = randomBytes(4).toString('hex');
    log.error({ number, error }, 'defect');
    response.status(500).json({ refusal: noticeOf('defect', undefined, number) });
  };
}
