/**
 * Somebody who holds one of the places that many want. `isIdle`: has it, and does nothing with it; `isComing`: on the way
 * to it, so nobody takes it from them; `isFormer`: was left behind by the very browser that comes now.
 */
export type Holder<T> = {
  of: T;
  site: string;
  since: number;
  isIdle: boolean;
  isComing: boolean;
  isFormer?: boolean;
};

/** A place that is free, one that somebody gives up, or none. */
export type Room<T> = { is: 'free' } | { is: 'givenUp'; by: T } | { is: 'full' };

/**
 * Room for one more of a site. Where all places are taken, what its own browser left behind gives one up; then who does
 * nothing with one, and first of the site that has most, but to no site that has more: a phone may be slow to connect.
 * Then the site that has most gives one up, the newest, to one that would still have fewer: whoever is alone at a venue
 * keeps all of it, and nobody else can be kept out by one site (max-min fairness).
 */
export function findRoom<T>(holders: readonly Holder<T>[], site: string, most: number): Room<T> {
  if (holders.length < most) return { is: 'free' };
  const former = holders.find(({ isFormer }) => isFormer);
  if (former) return { is: 'givenUp', by: former.of };
  const counts = new Map<string, number>();
  for (const holder of holders) counts.set(holder.site, (counts.get(holder.site) ?? 0) + 1);
  const share = (holder: Holder<T>) => counts.get(holder.site) ?? 0;
  const mine = counts.get(site) ?? 0;
  const byShare = holders.filter(({ isComing }) => !isComing).sort((a, b) => share(b) - share(a));

  const mostIdle = byShare.filter((each) => each.isIdle && share(each) >= mine);
  const idle = mostIdle
    .filter((each) => share(each) === share(mostIdle[0] as Holder<T>))
    .sort((a, b) => a.since - b.since);
  if (idle[0]) return { is: 'givenUp', by: idle[0].of };

  const largest = byShare
    .filter((each) => share(each) === share(byShare[0] as Holder<T>))
    .sort((a, b) => b.since - a.since);
  if (largest[0] && share(largest[0]) > mine + 1) return { is: 'givenUp', by: largest[0].of };
  return { is: 'full' };
}
