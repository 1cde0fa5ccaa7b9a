/** A holder of one of the scarce slots. */
export type Holder<T> = {
  of: T;
  site: string;
  /** ms, the steady clock. */
  since: number;
  /** Does nothing with its slot. */
  isIdle: boolean;
  /** Still connecting: its slot is not taken away. */
  isComing: boolean;
  /** Left behind by the browser that asks now. */
  isFormer?: boolean;
};

/** A free slot, one that a holder gives up, or none. */
export type Slot<T> = { is: 'free' } | { is: 'givenUp'; by: T } | { is: 'full' };

/**
 * Finds a slot for one more of a site. If all are taken, first one that the same browser left behind is given up; then
 * an idle one, from the site with the most, but not for a site that has more: a phone may be slow to connect. Then the
 * site with the most gives up its newest one, for a site that would still have fewer: the only venue of an event keeps
 * all slots, and no site can keep others out (max-min fairness).
 */
export function findSlot<T>(holders: readonly Holder<T>[], site: string, most: number): Slot<T> {
  if (holders.length < most) return { is: 'free' };
  const former = holders.find(({ isFormer }) => isFormer);
  if (former) return { is: 'givenUp', by: former.of };
  const counts = new Map<string, number>();
  for (const holder of holders) counts.set(holder.site, (counts.get(holder.site) ?? 0) + 1);
  const share = (holder: Holder<T>) => counts.get(holder.site) ?? 0;
  const mine = counts.get(site) ?? 0;
  const byShare = holders.filter(({ isComing }) => !isComing).sort((a, b) => share(b) - share(a));

  const idleHolders = byShare.filter((each) => each.isIdle && share(each) >= mine);
  const idle = idleHolders
    .filter((each) => share(each) === share(idleHolders[0] as Holder<T>))
    .sort((a, b) => a.since - b.since);
  if (idle[0]) return { is: 'givenUp', by: idle[0].of };

  const largest = byShare
    .filter((each) => share(each) === share(byShare[0] as Holder<T>))
    .sort((a, b) => b.since - a.since);
  if (largest[0] && share(largest[0]) > mine + 1) return { is: 'givenUp', by: largest[0].of };
  return { is: 'full' };
}
