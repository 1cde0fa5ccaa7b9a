import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { noticeOf, Refusal, type RefusalCode, refusals } from '../../shared/refusals.ts';
import type { Log } from '../log.ts';

/** The one way in for requests: what a handler returns is the reply, what it throws is translated below. */
export function answering(handle: (request: Request) => Promise<object>): RequestHandler {
  return (request, response, next) => {
    handle(request).then((reply) => response.json(reply), next);
  };
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
export function translateErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const parser = parserErrors[(error as { type?: string }).type ?? ''];
    const isMalformed = error instanceof URIError;
    const refusal =
      error instanceof Refusal ? error : parser || isMalformed ? new Refusal(parser ?? 'badMessage') : null;
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
