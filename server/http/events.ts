import { json, type Request, Router } from 'express';
import type { z } from 'zod';
import { eventIdSchema, newEventSchema } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import {
  type EventReply,
  type EventsReply,
  type NearQuery,
  nearQuerySchema,
  type OpenedReply,
  type PerspectivesReply,
  pages,
} from '../../shared/rest.ts';
import { createLimits, openEventRate } from '../auth/limits.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { OpenEvent } from '../events/openEvent.ts';
import type { EventBook, Found, Near, Now } from '../events/ports.ts';
import type { Watch } from '../events/watch.ts';
import { answering } from './door.ts';

type Parts = { events: EventBook; openEvent: OpenEvent; watch: Watch; tokens: Tokens; now: Now };

function parse<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal('badMessage', `${issue?.path.join('.')}: ${issue?.message}`);
}

const nearOf = ({ near, radius }: NearQuery): Near | undefined => near && { near, radiusM: radius };
const flat = <T>({ found, ...distance }: Found<T>) => ({ ...found, ...distance });

function eventIdOf(request: Request): string {
  const parsed = eventIdSchema.safeParse(request.params.event);
  if (!parsed.success) throw new Refusal('noSuchEvent');
  return parsed.data;
}

/** Events, and the perspectives of one. */
export function eventRoutes({ events, openEvent, watch, tokens, now }: Parts): Router {
  const router = Router();
  const take = createLimits(openEventRate, now);
  const liveOf = async (event: string) => (await watch.perspectivesOf('viewer', event)).length;

  router.get(
    '/',
    answering(async (request): Promise<EventsReply> => {
      const found = await events.list(nearOf(parse(nearQuerySchema, request.query)));
      return {
        events: await Promise.all(found.map(async (each) => ({ ...flat(each), live: await liveOf(each.found.id) }))),
      };
    }),
  );

  router.post(
    '/',
    json({ limit: '16kb' }),
    answering(async (request): Promise<OpenedReply> => {
      const wish = parse(newEventSchema, request.body);
      take(request.ip ?? '');
      const event = await openEvent(wish);
      const token = await tokens.forModerator(event.id);
      const links = {
        watch: pages.watch(event.id),
        live: pages.live(event.id),
        moderate: pages.moderate(event.id, token),
      };
      return { event, links, token };
    }),
  );

  router.get(
    '/:event',
    answering(async (request): Promise<EventReply> => {
      const event = await watch.eventOf(eventIdOf(request));
      return { event, live: await liveOf(event.id) };
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
