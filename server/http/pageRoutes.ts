import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { eventIdSchema } from '../../shared/domain.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { type EventReply, pages, paths } from '../../shared/restApi.ts';
import type { Front } from '../auth/forwarded.ts';
import { ownOriginOf } from '../auth/origins.ts';
import type { Visitors } from '../auth/visitors.ts';
import { keepFor } from './keepFor.ts';
import { languageOf } from './languageOf.ts';
import { type PageHead, withHead } from './pageHead.ts';
import { type PageKind, previewTexts, previewTextsOf } from './previewTexts.ts';

type Parts = {
  /** The built pages. */
  clientDirectory: string;
  /** Throws `noSuchEvent`, `registryDown`. */
  readEvent(id: string): Promise<EventReply>;
  visitors: Visitors;
  front: Front;
  limit: RequestHandler;
};
type Found = { status: 200 | 404; facts: EventReply | null };

/** The pages change with an upgrade, which restarts the server; in development they are built again meanwhile. */
const builtKeptMs = 1_000;
/** A page does not wait longer for a slow Redis: its scripts ask again. */
const factsWithinMs = 500;
/** The project's own picture, where an event has none. */
export const ownPicture = '/preview.jpg';

const kinds: Record<string, PageKind> = { '/live': 'live', '/moderate': 'moderate', '/clock': 'clock' };

/** The HTML of all pages. It differs in its head alone, which says what a link leads to: its preview. */
export function pageRoutes({ clientDirectory, readEvent, visitors, front, limit }: Parts): Router {
  const router = Router();
  const built = keepFor(builtKeptMs, () => readFile(join(clientDirectory, 'index.html'), 'utf8'));

  const send = async (request: Request, response: Response, status: number, head: Partial<PageHead>) => {
    const html = await built.read().catch(() => {
      throw new Refusal('noSuchPage', 'the pages are not built: npm start builds them');
    });
    const language = languageOf(request);
    const { title, description } = previewTexts[language];
    const origin = ownOriginOf(request.headers, front);
    const own = { language, title, description, url: null, picture: ownPicture, isUnlisted: false };
    const { url, picture, ...rest } = { ...own, ...head };
    const absolute = (path: string | null) => (origin && path ? origin + path : null);
    response.vary('Accept-Language');
    // Express adds an ETag. No cache in between may give the cookie of one browser to another.
    response.setHeader('Cache-Control', response.hasHeader('Set-Cookie') ? 'private, no-cache' : 'no-cache');
    const page = { ...rest, url: absolute(url), picture: absolute(picture) };
    response.status(status).type('html').send(withHead(html, page));
  };

  const notFound = (request: Request, response: Response) =>
    send(request, response, 404, {
      title: previewTexts[languageOf(request)].notFound,
      isUnlisted: true,
      picture: null,
    });

  router.get(pages.home, (request, response) => send(request, response, 200, { url: pages.home }));
  router.get(pages.demo, (request, response) => send(request, response, 200, { url: pages.demo }));

  const look = async (id: string, request: Request, response: Response): Promise<Found> => {
    const isLimited = await new Promise<boolean>((resolve) => {
      void limit(request, response, (refused?: unknown) => resolve(refused !== undefined));
    });
    if (isLimited) return { status: 200, facts: null };
    try {
      return { status: 200, facts: await readEvent(id) };
    } catch (error) {
      if (isRefusal(error, 'noSuchEvent')) return { status: 404, facts: null };
      if (isRefusal(error, 'registryDown')) return { status: 200, facts: null };
      throw error;
    }
  };

  /** While Redis is down or slow, and for those who ask too often, the page comes without the facts of its event. */
  const find = (request: Request, response: Response): Promise<Found> => {
    const { data: id } = eventIdSchema.safeParse(request.params.event);
    if (!id) return Promise.resolve({ status: 404, facts: null });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve({ status: 200, facts: null }), factsWithinMs);
      look(id, request, response)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  };

  router.get('/e/:event{/:page}', async (request, response, next) => {
    const page = request.params.page === undefined ? '' : `/${request.params.page}`;
    const kind = page === '' ? 'watch' : kinds[page];
    if (!kind) return next();
    const { status, facts } = await find(request, response);
    if (status === 404) return notFound(request, response);
    // Browsers get their cookie with the pages of an event, not with others: only those who take part need one.
    response.setHeader('Set-Cookie', visitors.cookieFor(request.headers.cookie, request.secure).header);
    if (!facts) return send(request, response, 200, { isUnlisted: true });
    const { id, listed } = facts.event;
    const isOfEvent = kind === 'watch' || kind === 'live';
    await send(request, response, 200, {
      ...previewTextsOf(kind, languageOf(request), facts),
      url: isOfEvent ? (kind === 'live' ? pages.live(id) : pages.watch(id)) : null,
      picture: isOfEvent ? paths.preview(id) : ownPicture,
      isUnlisted: !listed || kind !== 'watch',
    });
  });

  router.get('/{*page}', notFound);
  return router;
}
