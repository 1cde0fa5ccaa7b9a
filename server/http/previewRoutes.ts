import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type RequestHandler, type Response, Router } from 'express';
import type { Event } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { pages } from '../../shared/restApi.ts';
import type { Front } from '../auth/forwarded.ts';
import { ownOriginOf } from '../auth/origins.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import type { PreviewOf } from '../events/preview.ts';
import type { Watch } from '../events/watch.ts';
import { calendarFile } from './calendarFile.ts';
import { eventIdOf, route } from './door.ts';
import { languageOf } from './languageOf.ts';
import { ownPicture } from './pageRoutes.ts';

type Parts = {
  watch: Pick<Watch, 'eventOf'>;
  previewOf: PreviewOf;
  /** The built pages, with the project's own picture. */
  clientDirectory: string;
  front: Front;
  wallNow: WallNow;
  limit: RequestHandler;
};

/** Chats on the web show pictures of links on pages of their own. */
export const showElsewhere = (response: ServerResponse) =>
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');

/** An event for other programs: its picture for previews of links, and its calendar file. */
export function previewRoutes({ watch, previewOf, clientDirectory, front, wallNow, limit }: Parts): Router {
  const router = Router();
  /** Asked for again each time: a decision may have changed it. Express adds an ETag. */
  const begin = (response: Response, { listed }: Event) => {
    response.setHeader('Cache-Control', 'no-cache');
    if (!listed) response.setHeader('X-Robots-Tag', 'noindex');
  };

  router.get('/:event/preview.jpg', route('readPreview'), limit, async (request, response) => {
    const event = await watch.eventOf(eventIdOf(request));
    const picture = await previewOf(event.id);
    const own = () =>
      readFile(join(clientDirectory, ownPicture)).catch(() => {
        throw new Refusal('noSuchPage', 'the pages are not built: npm start builds them');
      });
    begin(response, event);
    showElsewhere(response);
    response.type('jpeg').send(picture ?? (await own()));
  });

  router.get('/:event/calendar.ics', route('readCalendar'), limit, async (request, response) => {
    const event = await watch.eventOf(eventIdOf(request));
    const link = (ownOriginOf(request.headers, front) ?? '') + pages.watch(event.id);
    begin(response, event);
    response.vary('Accept-Language');
    response.setHeader('Content-Disposition', `inline; filename="${event.id}.ics"`);
    response.type('text/calendar').send(calendarFile({ event, link, language: languageOf(request), now: wallNow() }));
  });

  return router;
}
