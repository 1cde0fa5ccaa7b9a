import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { type Asker, newcomerMs } from '../../shared/limits.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import { networkOf, siteOf, subscriberOf } from './addresses.ts';

/**
 * Lets this server recognise a browser. No page's script can read it, and it is sent to no other site. Bans, mutes and
 * counts of reports depend on it, so it lasts from one evening of an event to the next, and as long as personal data does.
 */
const cookieName = 'polyscope_device';
const cookieHours = 48;
/** Id, seconds since 1970 in base 36, signature. */
const cookiePattern = /^([\w-]{22})\.([0-9a-z]{6,10})\.([\w-]{16})$/;

/**
 * Somebody anonymous at one event, as digests that differ from event to event. `device` is null if the browser sent no
 * cookie of ours; `since` is when it got one, ms.
 */
export type Visitor = {
  /** The sender of their chat messages, as others see it. */
  sender: string;
  device: string | null;
  since: number | null;
  /** Digests of the address and its network; a ban also holds newcomers from there for 30 minutes. */
  address: string;
  network: string;
  /** The same at all events: limits hold for all of them together. */
  asker: Asker;
};

export type Visitors = {
  of(event: string, cookies: string | undefined, address: string): Visitor;
  /** `Set-Cookie` that renews a browser's cookie, or gives it a new one; and what it will send as `Cookie` from then on. */
  cookieFor(cookies: string | undefined, isSecure: boolean): { header: string; sent: string };
  /** Digests that limits are counted by. */
  asker(cookies: string | undefined, address: string): Asker;
};

export function createVisitors(secret: Uint8Array, wallNow: WallNow): Visitors {
  const digest = (text: string, length: number) =>
    createHmac('sha256', secret).update(`visitor/${text}`).digest('base64url').slice(0, length);

  /** A cookie of ours: its id, and when it was given, ms. */
  const read = (cookies: string | undefined): { id: string; since: number } | null => {
    const text = parseCookie(cookies ?? '')[cookieName] ?? '';
    const [, id = '', since = '', signature = ''] = cookiePattern.exec(text) ?? [];
    if (!id) return null;
    const expected = Buffer.from(digest(`cookie/${id}.${since}`, 16));
    return timingSafeEqual(expected, Buffer.from(signature)) ? { id, since: Number.parseInt(since, 36) * 1_000 } : null;
  };

  const askerOf = (cookies: string | undefined, address: string): Asker => {
    const known = read(cookies);
    const subscriber = digest(`limit/address/${subscriberOf(address)}`, 22);
    return {
      device: known ? digest(`limit/device/${known.id}`, 22) : subscriber,
      address: subscriber,
      network: digest(`limit/network/${networkOf(address)}`, 22),
      site: digest(`limit/site/${siteOf(address)}`, 22),
      // After the clock was set back, a cookie may be from the future: it counts as new.
      newUntil: known ? Math.min(known.since, wallNow()) + newcomerMs : Number.POSITIVE_INFINITY,
    };
  };

  return {
    of(event, cookies, address) {
      const known = read(cookies);
      const device = known ? digest(`device/${event}/${known.id}`, 22) : null;
      const at = digest(`address/${event}/${subscriberOf(address)}`, 22);
      return {
        sender: digest(`sender/${event}/${device ?? at}`, 10),
        device,
        since: known?.since ?? null,
        address: at,
        network: digest(`network/${event}/${networkOf(address)}`, 22),
        asker: askerOf(cookies, address),
      };
    },
    cookieFor(cookies, isSecure) {
      const known = read(cookies);
      const id = known?.id ?? randomBytes(16).toString('base64url');
      const text = `${id}.${Math.floor((known?.since ?? wallNow()) / 1_000).toString(36)}`;
      const cookie = { name: cookieName, value: `${text}.${digest(`cookie/${text}`, 16)}` };
      const flags = {
        path: '/',
        maxAge: cookieHours * 3_600,
        httpOnly: true,
        sameSite: 'lax',
        secure: isSecure,
      } as const;
      return { header: stringifySetCookie({ ...cookie, ...flags }), sent: stringifySetCookie(cookie) };
    },
    asker: askerOf,
  };
}
