import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Log } from './log.ts';
import { isReachable } from './ownAddresses.ts';

/** A name that moves to another address (dynamic DNS) is followed within this. */
const resolveEveryMs = 60_000;

/** The name that leads nowhere, in a sentence for whoever starts the server. */
export class NameUnknown extends Error {}

export type Announced = {
  /** The addresses that browsers are told now; none where they are told the machine's own. */
  addresses(): string[];
  close(): void;
};

async function resolve(given: string[]): Promise<string[]> {
  const found = await Promise.all(
    given.map(async (each) =>
      isIP(each) ? [each] : (await lookup(each, { all: true })).map(({ address }) => address),
    ),
  );
  // A name may lead to addresses that hold on one cable only, as those of mDNS do.
  const usable = [...new Set(found.flat())].filter(isReachable);
  if (given.length > 0 && usable.length === 0)
    throw Object.assign(new Error(`${given.join()} leads to ${found.flat().join()}`), { code: 'not for others' });
  return usable;
}

/** What `ANNOUNCED_ADDRESS` says, as addresses: browsers need not resolve names of candidates, and most do not. */
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
    if (now.join() !== addresses.join()) log.warn({ from: addresses, to: now }, 'ANNOUNCED_ADDRESS has moved');
    addresses = now;
  };
  const hasName = given.some((each) => !isIP(each));
  const timer = hasName ? setInterval(() => void again(), resolveEveryMs).unref() : undefined;
  return { addresses: () => addresses, close: () => clearInterval(timer) };
}
