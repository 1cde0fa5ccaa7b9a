import { type RequestHandler, Router } from 'express';
import type { MediaReply } from '../../shared/restApi.ts';
import type { Watch } from '../events/watch.ts';
import { answering } from './door.ts';

/** What media the server speaks: a page readies its own for it while its connection is still being made. */
export function mediaRoutes(watch: Watch, limit: RequestHandler): Router {
  const router = Router();
  router.get(
    '/',
    limit,
    answering(async (): Promise<MediaReply> => ({ rtpCapabilities: await watch.offered() })),
  );
  return router;
}
