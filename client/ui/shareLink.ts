import { rest } from '../connection/rest.ts';
import { createValue } from '../value.ts';

/** Names that lead each machine to itself: of no use to a phone. */
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Nobody but this machine can follow it. */
export const isForThisMachine = (link: string): boolean => loopback.test(new URL(link).hostname);

/** What the server says of itself to a page that was opened at localhost. */
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

/** A link that may be handed to somebody else: leads where others reach this server. */
export function shareLink(path: string): string {
  ask();
  return new URL(path, heardOrigin.get() ?? location.origin).href;
}
