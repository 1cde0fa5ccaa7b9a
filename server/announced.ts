import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Log } from './log.ts';
import { isReachable } from './ownAddresses.ts';

/** Dynamic DNS may move a name to another address. */
const resolveEveryMs = 60_000;

/** A name that resolves to no address; the message is for the operator. */
export class NameUnknown extends Error {}

export type Announced = {
  /** The addresses that ICE candidates have now; none for the machine's own. */
  addresses(): string[];
  close(): void;
};

async function resolve(given: string[]): Promise<string[]> {
  const found = await Promise.all(
    given.map(async (each) =>
      isIP(each) ? [each] : (await lookup(each, { all: true })).map(({ address }) => address),
    ),
  );
  // mDNS may also resolve to link-local addresses, which no browser can use.
  const usable = [...new Set(found.flat())].filter(isReachable);
  if (given.length > 0 && usable.length === 0)
    throw Object.assign(new Error(`${given.join()} leads to ${found.flat().join()}`), { code: 'not for others' });
  return usable;
}

/** Resolves `ANNOUNCED_ADDRESS` again and again: most browsers do not resolve names in ICE candidates. */
export async function followAnnounced(given: string[], log: Log): Promise<Announced> {
  let addresses = await resolve(given).catch((error: NodeJS.ErrnoException & { hostname?: string }) => {
    const [name, why] = [error.hostname ?? given.join(), error.code ?? error.message];
    throw new NameUnknown(
      `ANNOUNCED_ADDRESS: the name ${name} leads to no address (${why}). Set it to the public IP address of this machine.`,
    );
  });
  const again = async () => {
    const now = await resolve(given).catch((error) => {
      log.warn({ error }, 'ANNOUNCED_ADDRESS cannot be resolved now; what was found before is still announced');
      return addresses;
    });
    if (now.join() !== addresses.join())
      log.warn({ formerAddresses: addresses, addresses: now }, 'ANNOUNCED_ADDRESS has moved');
    addresses = now;
  };
  const hasName = given.some((each) => !isIP(each));
  const timer = hasName ? setInterval(() => void again(), resolveEveryMs).unref() : undefined;
  return { addresses: () => addresses, close: () => clearInterval(timer) };
}
