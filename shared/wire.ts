import type { z } from 'zod';
import type { RefusalNotice } from './refusals.ts';

/**
 * How a conversation is declared: a table of requests, each with the schema of what is asked and the type of the
 * reply, and a type of what is told unasked. Event maps and handler types are derived from it.
 */
export type Request<Ask extends z.ZodType = z.ZodType, Reply = unknown> = { ask: Ask; reply?: Reply };
export type Requests = Record<string, Request>;

/** `request(schema).replies<Reply>()`: the reply's type travels, no value does. */
export function request<Ask extends z.ZodType>(ask: Ask) {
  return { replies: <Reply>(): Request<Ask, Reply> => ({ ask }) };
}

export type Asked<R extends Request> = z.input<R['ask']>;
export type Parsed<R extends Request> = z.output<R['ask']>;
export type Reply<R extends Request> = NonNullable<R['reply']>;

/** What an acknowledgement carries. */
export type Answer<T> = { ok: true; reply: T } | { ok: false; refusal: RefusalNotice };

/** One function per request, given what was asked, parsed, and who asks. */
export type Handlers<T extends Requests, Who> = {
  [Name in keyof T]: (asked: Parsed<T[Name]>, who: Who) => Promise<Reply<T[Name]>> | Reply<T[Name]>;
};

/** What socket.io calls the event map of the asking side. */
export type AskMap<T extends Requests> = {
  [Name in keyof T]: (asked: Asked<T[Name]>, answer: (answer: Answer<Reply<T[Name]>>) => void) => void;
};

/** What socket.io calls the event map of the telling side. */
export type TellMap<Notices> = { [Name in keyof Notices]: (notice: Notices[Name]) => void };
