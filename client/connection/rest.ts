import type { NewEvent, Position } from '../../shared/domain.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';
import {
  type EventReply,
  type EventsReply,
  type MediaReply,
  type OpenedReply,
  type OriginReply,
  paths,
} from '../../shared/restApi.ts';
import { defectOf } from './defect.ts';
import { Refused } from './refused.ts';

/** A server that takes longer has stopped, or cannot be reached. */
const answerWithinMs = 10_000;

/** The server was not reached, or a proxy answered in its place. */
export class Unreached extends Error {}

async function answerTo(path: string, body: unknown): Promise<{ response: Response; reply: unknown }> {
  // Some phones' browsers lack `AbortSignal.timeout`.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), answerWithinMs);
  try {
    const response = await fetch(path, {
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      signal: giveUp.signal,
    });
    return { response, reply: await response.json() };
  } catch (cause) {
    throw new Unreached(path, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Throws `Refused` after a refusal by the server, `Unreached` without any answer of its own. */
async function call<T>(path: string, body?: unknown): Promise<T> {
  const { response, reply } = await answerTo(path, body);
  if (response.ok) return reply as T;
  const { refusal } = (reply ?? {}) as { refusal?: RefusalNotice };
  throw new Refused(refusal ?? defectOf(new Error(`${response.status} without a reason: ${path}`)));
}

export const rest = {
  events: (near?: Position) =>
    call<EventsReply>(`${paths.events}${near ? `?near=${near.latitude},${near.longitude}&radius=20000000` : ''}`),
  origin: () => call<OriginReply>(paths.origin),
  media: () => call<MediaReply>(paths.media),
  event: (id: string) => call<EventReply>(paths.event(id)),
  openEvent: (event: NewEvent) => call<OpenedReply>(paths.events, event),
};
