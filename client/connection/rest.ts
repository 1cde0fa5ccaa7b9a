import type { NewEvent, Position } from '../../shared/domain.ts';
import { noticeOf, type RefusalNotice } from '../../shared/refusals.ts';
import {
  type EventReply,
  type EventsReply,
  type MediaReply,
  type OpenedReply,
  type OriginReply,
  paths,
} from '../../shared/rest.ts';
import { Refused } from './refused.ts';

async function call<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    headers: body ? { 'content-type': 'application/json' } : {},
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  const reply: unknown = await response.json().catch(() => ({ refusal: noticeOf('defect') }));
  if (response.ok) return reply as T;
  throw new Refused((reply as { refusal?: RefusalNotice }).refusal ?? noticeOf('defect'));
}

export const rest = {
  events: (near?: Position) =>
    call<EventsReply>(`${paths.events}${near ? `?near=${near.latitude},${near.longitude}&radius=20000000` : ''}`),
  origin: () => call<OriginReply>(paths.origin),
  media: () => call<MediaReply>(paths.media),
  event: (id: string) => call<EventReply>(paths.event(id)),
  openEvent: (event: NewEvent) => call<OpenedReply>(paths.events, event),
};
