import { createHmac } from 'node:crypto';
import type { IceServer } from '../../shared/rtp.ts';
import type { WallNow } from '../events/ports/clocks.ts';

/** TURN credentials (coturn `use-auth-secret`) outlast one evening. */
const validSeconds = 6 * 3_600;

export type IceServers = (device: string) => IceServer[];

/**
 * TURN servers with credentials that expire, by coturn's REST scheme. Each device has its own user name, by which the relay
 * counts its allocations. No servers without a secret.
 */
export function createIceServers(urls: string[], secret: string | undefined, wallNow: WallNow): IceServers {
  return (device) => {
    if (!secret || urls.length === 0) return [];
    const username = `${Math.floor(wallNow() / 1_000) + validSeconds}:${device}`;
    return [{ urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') }];
  };
}
