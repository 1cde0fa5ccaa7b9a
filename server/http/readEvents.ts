import { isRefusal } from '../../shared/refusals.ts';
import type { EventReply } from '../../shared/restApi.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import type { FilmedRecords } from '../events/ports/filmed.ts';
import { eventFor } from '../events/shownTo.ts';
import type { Watch } from '../events/watch.ts';
import { shareReads } from './shareReads.ts';

type Parts = { watch: Pick<Watch, 'eventOf' | 'liveIn'>; filmed: FilmedRecords; wallNow: WallNow };

/** What everybody may know of an event: for REST, and for the heads of its pages. Throws `noSuchEvent`, `registryDown`. */
export function readEvents({ watch, filmed, wallNow }: Parts): (id: string) => Promise<EventReply> {
  /** The past of an event is worth less than the event: without it the rest is answered. */
  const filmedOf = (id: string) =>
    filmed.of(id).catch((error) => {
      if (isRefusal(error, 'registryDown')) return null;
      throw error;
    });
  return shareReads(async (id) => {
    const [event, [live = 0], past] = await Promise.all([watch.eventOf(id), watch.liveIn([id]), filmedOf(id)]);
    return { event: eventFor('viewer', event), live, at: wallNow(), filmed: past };
  });
}
