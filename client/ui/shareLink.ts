import { rest } from '../connection/rest.ts';
import { createValue } from '../value.ts';

/** Addresses by which a phone would reach itself. */
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export const isForThisMachine = (link: string): boolean => loopback.test(new URL(link).hostname);

/** The origin that the server announced to a page opened at localhost. */
export const heardOrigin = createValue<string | null>(null);
let isAsked = false;

function ask(): void {
  if (isAsked || !isForThisMachine(location.origin)) return;
  isAsked = true;
  void rest.origin().then(
    ({ origin }) => heardOrigin.set(origin),
    () => {
      isAsked = false;
    },
  );
}

/** A link for other devices, at an address where they reach this server. */
export function shareLink(path: string): string {
  ask();
  return new URL(path, heardOrigin.get() ?? location.origin).href;
}
