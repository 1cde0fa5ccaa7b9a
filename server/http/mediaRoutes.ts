import { type RequestHandler, Router } from 'express';
import type { MediaReply } from '../../shared/restApi.ts';
import type { Watch } from '../events/watch.ts';
import { answering, route } from './door.ts';

/** The server's RTP capabilities: a page loads its mediasoup device with them while its socket is still connecting. */
export function mediaRoutes(watch: Watch, limit: RequestHandler): Router {
  const router = Router();
  router.get(
    '/',
    route('readMedia'),
    limit,
    answering(async (): Promise<MediaReply> => ({ rtpCapabilities: await watch.offered() })),
  );
  return router;
}
