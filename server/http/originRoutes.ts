import { type Request, Router } from 'express';
import type { OriginReply } from '../../shared/restApi.ts';
import { type Front, hostsOf } from '../auth/forwarded.ts';
import { answering, route } from './door.ts';

type Parts = {
  /** The URL under which others reach this server; null if nobody does. */
  originNow(): string | null;
  port: number;
  front: Front;
};

/** Browsers leave out the port of the scheme. */
const portOf = (host: string, { isSecure }: Front) => Number(/:(\d+)$/.exec(host)?.[1] ?? (isSecure ? 443 : 80));

/**
 * For links and QR codes on a page opened at localhost: by which address other devices reach this server. Behind a
 * proxy, or a forwarded port (of a container, or over ssh), it cannot know.
 */
export function originRoutes({ originNow, port, front }: Parts): Router {
  const isForwarded = ({ headers }: Request) =>
    front.trustProxy > 0 || hostsOf(headers, front).some((host) => portOf(host, front) !== port);
  const router = Router();
  router.get(
    '/',
    route('readOrigin'),
    answering(async (request): Promise<OriginReply> => {
      const forwarded = isForwarded(request);
      return { origin: forwarded ? null : originNow(), isForwarded: forwarded };
    }),
  );
  return router;
}
