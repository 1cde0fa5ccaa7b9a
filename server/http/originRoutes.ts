import { Router } from 'express';
import type { OriginReply } from '../../shared/restApi.ts';
import { answering, route } from './door.ts';

/**
 * The URL under which others reach this server, for links and QR codes on a page opened at localhost; null if nobody
 * does.
 */
export function originRoutes(originNow: () => string | null): Router {
  const router = Router();
  router.get(
    '/',
    route('readOrigin'),
    answering(async (): Promise<OriginReply> => ({ origin: originNow() })),
  );
  return router;
}
