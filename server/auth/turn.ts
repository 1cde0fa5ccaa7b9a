import { createHmac } from 'node:crypto';
import type { IceServer } from '../../shared/rtp.ts';
import type { WallNow } from '../events/ports/clocks.ts';

/** A relay's credentials outlive an evening, not a week (coturn `use-auth-secret`). */
const validSeconds = 6 * 3_600;

export type IceServers = (device: string) => IceServer[];

/**
 * TURN servers with credentials that expire, as coturn's REST scheme wants them: one name for each device, by which the
 * relay counts what it has open. None without a secret.
 */
export function createIceServers(urls: string[], secret: string | undefined, wallNow: WallNow): IceServers {
  return (device) => {
    if (!secret || urls.length === 0) return [];
    const username = `${Math.floor(wallNow() / 1_000) + validSeconds}:${device}`;
    return [{ urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') }];
  };
}
