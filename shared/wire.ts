import type { z } from 'zod';
import type { RefusalCode, RefusalNotice } from './refusals.ts';

/**
 * Version of the wire. Raise it with every change that an older page or server would misread; the server refuses any
 * other number with `otherProtocol`.
 */
export const protocolVersion = 2;

/**
 * How a conversation is declared: a table of requests, each with the schema of its argument, the type of its reply and
 * the refusals it may be answered with, and a type of the notices. Event maps and handler types are derived from it.
 */
export type Request<Ask extends z.ZodType = z.ZodType, Reply = unknown> = {
  ask: Ask;
  /** Beside `anyRequestRefuses`. */
  refuses: readonly RefusalCode[];
  reply?: Reply;
};
export type Requests = Record<string, Request>;

/** Codes that any request may be refused with. */
export const anyRequestRefuses: readonly RefusalCode[] = [
  'badMessage',
  'notAllowed',
  'tooFast',
  // A moderator's link or session may end between two requests.
  'tokenExpired',
  'tokenRevoked',
  'registryDown',
  'defect',
];

/** `request(schema).refuses(…codes).replies<Reply>()`: the reply's type travels, no value does. */
export function request<Ask extends z.ZodType>(ask: Ask) {
  const refusing = (refuses: readonly RefusalCode[]) => ({
    replies: <Reply>(): Request<Ask, Reply> => ({ ask, refuses }),
  });
  return { ...refusing([]), refuses: (...codes: RefusalCode[]) => refusing(codes) };
}

export type Asked<R extends Request> = z.input<R['ask']>;
export type Parsed<R extends Request> = z.output<R['ask']>;
export type Reply<R extends Request> = NonNullable<R['reply']>;

/** The content of an acknowledgement. */
export type Answer<T> = { ok: true; reply: T } | { ok: false; refusal: RefusalNotice };

/** One function per request; it gets the parsed argument and the asker. */
export type Handlers<T extends Requests, Who> = {
  [Name in keyof T]: (asked: Parsed<T[Name]>, who: Who) => Promise<Reply<T[Name]>> | Reply<T[Name]>;
};

/** socket.io's event map of the side that asks. */
export type AskMap<T extends Requests> = {
  [Name in keyof T]: (asked: Asked<T[Name]>, answer: (answer: Answer<Reply<T[Name]>>) => void) => void;
};

/** socket.io's event map of the side that sends notices. */
export type TellMap<Notices> = { [Name in keyof Notices]: (notice: Notices[Name]) => void };
