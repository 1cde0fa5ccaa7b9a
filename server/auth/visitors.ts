import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Asker, newcomerMs } from '../../shared/limits.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import { networkOf, siteOf, subscriberOf } from './addresses.ts';

/**
 * What a browser keeps to be known again by this server: no page's script can read it, no other site is given it. It is
 * what a ban, a mute and a count of reports hold on to, so it lasts from one evening of an event to the next, and as long
 * as what is personal is kept.
 */
const cookieName = 'polyscope_device';
const cookieHours = 48;
const cookiePattern = /^([\w-]{22})\.([0-9a-z]{6,10})\.([\w-]{16})$/;

/**
 * Who comes to an event without a name, as digests that serve for this event alone. `device` is null where the browser
 * showed no cookie of ours; `since` is when it was given one (ms).
 */
export type Visitor = {
  /** What others see of who speaks. */
  sender: string;
  device: string | null;
  since: number | null;
  /** Of the address itself, and of the network around it, for who was banned a short while ago. */
  address: string;
  network: string;
  /** Not of this event alone: who opens many events has the same limits at each. */
  asker: Asker;
};

export type Visitors = {
  of(event: string, cookies: string | undefined, address: string): Visitor;
  /** The header by which a browser keeps its cookie, or is given one; and what it would show of it from now on. */
  cookieFor(cookies: string | undefined, isSecure: boolean): { header: string; shown: string };
  /** Who asks as limits know it: they need to tell askers apart, not to keep them. */
  asker(cookies: string | undefined, address: string): Asker;
};

export function createVisitors(secret: Uint8Array, wallNow: WallNow): Visitors {
  const digest = (text: string, length: number) =>
    createHmac('sha256', secret).update(`visitor/${text}`).digest('base64url').slice(0, length);

  /** A cookie of ours: its id, and when it was given (ms). */
  const read = (cookies: string | undefined): { id: string; since: number } | null => {
    const text = cookies?.split('; ').find((each) => each.startsWith(`${cookieName}=`));
    const [, id = '', since = '', signature = ''] = cookiePattern.exec(text?.slice(cookieName.length + 1) ?? '') ?? [];
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
      // A cookie given before the clock was set back is of the future: nobody is new for longer than from now on.
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
      const shown = `${cookieName}=${text}.${digest(`cookie/${text}`, 16)}`;
      const flags = `Path=/; Max-Age=${cookieHours * 3_600}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
      return { header: `${shown}; ${flags}`, shown };
    },
    asker: askerOf,
  };
}
