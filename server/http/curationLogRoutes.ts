import { type RequestHandler, Router } from 'express';
import { logQuerySchema } from '../../shared/curationLog.ts';
import type { LogReply } from '../../shared/restApi.ts';
import { bearerOf } from '../auth/openKey.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { CurationLog } from '../events/ports/curationLog.ts';
import { answering, eventIdOf, parse, route } from './door.ts';

type Parts = { sessions: Sessions; readLog: CurationLog['read']; limit: RequestHandler };

/** An event's curation log as JSON, for moderators. */
export function curationLogRoutes({ sessions, readLog, limit }: Parts): Router {
  const router = Router();
  router.get(
    '/:event/log',
    route('readLog'),
    limit,
    answering(async (request): Promise<LogReply> => {
      const event = eventIdOf(request);
      const moderator = await sessions.admit(event, bearerOf(request.headers.authorization), '');
      sessions.check(moderator, 'readLog');
      return { event, entries: await readLog(event, parse(logQuerySchema, request.query)) };
    }),
  );
  return router;
}
