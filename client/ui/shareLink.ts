import { rest } from '../connection/rest.ts';
import { createValue } from '../value.ts';

/** Addresses by which a phone would reach itself. */
const loopback = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

export const isForThisMachine = (link: string): boolean => loopback.test(new URL(link).hostname);

/**
 * The origin by which other devices reach the server. `forwarded`: something stands in front of it, so that neither the
 * page nor the server knows.
 */
type ShareOrigin = { is: 'asking' | 'unreachable' | 'forwarded' } | { is: 'known'; origin: string };
const unreachable: ShareOrigin = { is: 'unreachable' };

export const shareOrigin = createValue<ShareOrigin>(
  isForThisMachine(location.origin) ? { is: 'asking' } : { is: 'known', origin: location.origin },
);
let isAsked = false;

/** A page opened at localhost asks the server. */
function ask(): void {
  if (isAsked || shareOrigin.get().is === 'known') return;
  isAsked = true;
  void rest.origin().then(
    ({ origin, isForwarded }) =>
      shareOrigin.set(origin ? { is: 'known', origin } : isForwarded ? { is: 'forwarded' } : unreachable),
    () => {
      isAsked = false;
      shareOrigin.set(unreachable);
    },
  );
}

/** A link for other devices, at an address where they reach this server; this page's own if there is none. */
export function shareLink(path: string): string {
  ask();
  const known = shareOrigin.get();
  return new URL(path, known.is === 'known' ? known.origin : location.origin).href;
}

/** Browsers give pages a camera over https alone, but for those of their own machine. */
const needsCamera = (link: string): boolean => /\/live$/.test(new URL(link).pathname);

/** Why a phone could do nothing with this link; null if it can. */
export function uselessBecause(link: string): 'asking' | 'unreachable' | 'forwarded' | 'filmsNot' | null {
  const { is } = shareOrigin.get();
  if (isForThisMachine(link)) return is === 'known' ? 'unreachable' : is;
  return needsCamera(link) && new URL(link).protocol !== 'https:' ? 'filmsNot' : null;
}
