import { json, type RequestHandler, Router } from 'express';
import { type Event, newEventSchema } from '../../shared/domain.ts';
import { type NearQuery, nearQuerySchema } from '../../shared/near.ts';
import {
  type EventReply,
  type EventsReply,
  type OpenedReply,
  type PerspectivesReply,
  pages,
} from '../../shared/rest.ts';
import { bearerOf } from '../auth/openKey.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { OpenEvent } from '../events/openEvent.ts';
import type { EventBook, Found, Near, WallNow } from '../events/ports.ts';
import { eventFor } from '../events/shown.ts';
import type { Watch } from '../events/watch.ts';
import { answering, eventIdOf, parse } from './door.ts';

type Parts = {
  events: EventBook;
  wallNow: WallNow;
  openEvent: OpenEvent;
  watch: Watch;
  sessions: Sessions;
  /** Refuses whoever may not open events. */
  checkOpenKey: (shown: string | undefined) => void;
  limit: RequestHandler;
  limitOpening: RequestHandler;
};

const nearOf = ({ near, radius }: NearQuery): Near | undefined => near && { near, radiusM: radius };
const flat = <T>({ found, ...distance }: Found<T>) => ({ ...found, ...distance });

/** Events, and the perspectives of one. */
export function eventRoutes({ events, wallNow, openEvent, watch, sessions, checkOpenKey, ...parts }: Parts): Router {
  const router = Router();
  router.use(parts.limit);
  const shown = ({ found, ...distance }: Found<Event>) => flat({ found: eventFor('viewer', found), ...distance });

  router.get(
    '/',
    answering(async (request): Promise<EventsReply> => {
      const found = await events.list(nearOf(parse(nearQuerySchema, request.query)));
      const live = await watch.liveIn(found.map(({ found: { id } }) => id));
      return { at: wallNow(), events: found.map((each, index) => ({ ...shown(each), live: live[index] ?? 0 })) };
    }),
  );

  router.post(
    '/',
    json({ limit: '16kb' }),
    (request, _response, next) => {
      checkOpenKey(bearerOf(request.headers.authorization));
      // What is malformed opens nothing, and takes no turn.
      request.body = parse(newEventSchema, request.body);
      next();
    },
    parts.limitOpening,
    answering(async (request): Promise<OpenedReply> => {
      const event = await openEvent(request.body);
      const token = await sessions.linkTo(event.id);
      const links = {
        watch: pages.watch(event.id),
        live: pages.live(event.id),
        moderate: pages.moderate(event.id, token),
      };
      return { event: eventFor('moderator', event), links, token };
    }),
  );

  router.get(
    '/:event',
    answering(async (request): Promise<EventReply> => {
      const event = await watch.eventOf(eventIdOf(request));
      const [live = 0] = await watch.liveIn([event.id]);
      return { event: eventFor('viewer', event), live };
    }),
  );

  router.get(
    '/:event/perspectives',
    answering(async (request): Promise<PerspectivesReply> => {
      const event = await watch.eventOf(eventIdOf(request));
      const near = nearOf(parse(nearQuerySchema, request.query));
      return { perspectives: (await watch.perspectivesOf('viewer', event.id, near)).map(flat) };
    }),
  );

  return router;
}
