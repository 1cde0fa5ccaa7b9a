import { json, type Request, type RequestHandler, Router } from 'express';
import { type Event, newEventSchema } from '../../shared/domain.ts';
import { type NearQuery, nearQuerySchema } from '../../shared/near.ts';
import {
  type EventReply,
  type EventsReply,
  type OpenedReply,
  type PerspectivesReply,
  pages,
} from '../../shared/restApi.ts';
import { bearerOf } from '../auth/openKey.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { OpenEvent } from '../events/openEvent.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import type { EventStore, Found, Near } from '../events/ports/eventStore.ts';
import { eventFor } from '../events/shownTo.ts';
import type { Watch } from '../events/watch.ts';
import { answering, eventIdOf, parse, route } from './door.ts';
import { keepFor } from './keepFor.ts';
import { shareReads } from './shareReads.ts';

type Parts = {
  events: EventStore;
  wallNow: WallNow;
  openEvent: OpenEvent;
  watch: Watch;
  readEvent(id: string): Promise<EventReply>;
  sessions: Sessions;
  /** Refuses requests that may not open events. */
  checkOpenKey: (shown: string | undefined) => void;
  /** A digest of the client's network. */
  networkOf: (request: Request) => string;
  limit: RequestHandler;
  limitOpening: RequestHandler;
};

const nearOf = ({ near, radius }: NearQuery): Near | undefined => near && { near, radiusM: radius };
const flat = <T>({ found, ...distance }: Found<T>) => ({ ...found, ...distance });

/** The list is read at most this often: all open pages poll it every few seconds. */
const listKeptMs = 1_000;

/** Events, and the perspectives of one. */
export function eventRoutes({
  events,
  wallNow,
  openEvent,
  watch,
  readEvent,
  sessions,
  checkOpenKey,
  networkOf,
  ...parts
}: Parts): Router {
  const router = Router();
  router.use(parts.limit);
  const shown = ({ found, ...distance }: Found<Event>) => flat({ found: eventFor('viewer', found), ...distance });

  const list = async (near?: Near) => {
    const found = await events.list(near);
    const live = await watch.liveIn(found.map(({ found: { id } }) => id));
    return found.map((each, index) => ({ ...shown(each), live: live[index] ?? 0 }));
  };
  const listed = keepFor(listKeptMs, () => list());
  const perspectivesOf = shareReads((event) => watch.perspectivesOf('viewer', event));

  router.get(
    '/',
    route('listEvents'),
    answering(async (request): Promise<EventsReply> => {
      const near = nearOf(parse(nearQuerySchema, request.query));
      return { at: wallNow(), events: await (near ? list(near) : listed.read()) };
    }),
  );

  router.post(
    '/',
    route('openEvent'),
    json({ limit: '16kb' }),
    (request, _response, next) => {
      checkOpenKey(bearerOf(request.headers.authorization));
      // Before the limit: a malformed request opens nothing, and does not count.
      request.body = parse(newEventSchema, request.body);
      next();
    },
    parts.limitOpening,
    answering(async (request): Promise<OpenedReply> => {
      const event = await openEvent(request.body, { network: networkOf(request) });
      // The page that opened it shows it in the list at once.
      listed.forget();
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
    route('readEvent'),
    answering(async (request): Promise<EventReply> => readEvent(eventIdOf(request))),
  );

  router.get(
    '/:event/perspectives',
    route('listPerspectives'),
    answering(async (request): Promise<PerspectivesReply> => {
      const event = await watch.eventOf(eventIdOf(request));
      const near = nearOf(parse(nearQuerySchema, request.query));
      const found = await (near ? watch.perspectivesOf('viewer', event.id, near) : perspectivesOf(event.id));
      return { perspectives: found.map(flat) };
    }),
  );

  return router;
}
