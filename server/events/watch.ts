import type { FirstTiles, TilesChange, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Event, Perspective, Role } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { maySee } from '../../shared/rights.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import { createAnnounceViewers } from './announceViewers.ts';
import type { CountViewing } from './countViewing.ts';
import { findSlot, type Holder } from './findSlot.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Audience } from './ports/audience.ts';
import type { CheckRate } from './ports/checkRate.ts';
import type { Now } from './ports/clocks.ts';
import type { EventRecords, Found, Near } from './ports/eventStore.ts';
import type { Downlink, Stages, ViewerListener } from './ports/media.ts';
import type { PerspectiveLists } from './ports/perspectiveStore.ts';
import { eventFor, shownTo } from './shownTo.ts';

/** Moderators of one event at once: a leaked link must not take all transports. */
const maxModerators = 100;

type Parts = {
  events: Pick<EventRecords, 'get'>;
  store: PerspectiveLists;
  stages: Stages;
  liveCameras: LiveCameras;
  countViewing: CountViewing;
  checkRate: CheckRate;
  now: Now;
  maxViewers: number;
  audience: Audience;
};
/** A viewer or moderator. `sender` is its digest at the event. */
export type Watcher = { role: 'viewer' | 'moderator'; event: string; sender: string; asker: Asker };
/** A slot of a viewer; the downlink is null while it is being created. */
type ViewerSlot = { downlink: Downlink | null; listener: ViewerListener };

/** Reads an event as a role may see it, and keeps its viewers' downlinks. */
export function createWatch(parts: Parts) {
  const { events, store, stages, liveCameras, countViewing, checkRate, now, maxViewers, audience } = parts;
  const eventOf = async (id: string): Promise<Event> => {
    const event = await events.get(id);
    if (!event) throw new Refusal('noSuchEvent');
    return event;
  };

  const perspectivesOf = async (role: Role, event: string, near?: Near): Promise<Found<Perspective>[]> => {
    const present = await store.present(event, near);
    return present
      .filter(({ found }) => maySee(role, found))
      .map(({ found, ...distance }) => ({
        found: shownTo(role, liveCameras.withPlace(found), liveCameras.backstageOf(found)),
        ...distance,
      }));
  };

  /** How many perspectives viewers can see in each of these events now; those without media do not count. */
  const liveIn = async (ids: string[]): Promise<number[]> =>
    (await store.presentIn(ids)).map(
      (present) => present.filter((record) => record.state === 'live' && maySee('viewer', record)).length,
    );

  const counted = ({ role, sender }: Watcher, change: TilesChange): TilesChange => {
    if (role === 'viewer') countViewing.opened(change, sender);
    return change;
  };

  const slots = new Map<string, Set<Holder<ViewerSlot>>>();
  const announceViewers = createAnnounceViewers(audience, (event) => slots.get(`viewer/${event}`)?.size ?? 0, now);

  /** No viewer counts as idle: one that sees nothing yet is waiting for it. Throws `tooManyViewers`. */
  const takeSlot = ({ role, event, asker }: Watcher, listener: ViewerListener) => {
    const key = `${role}/${event}`;
    const taken = slots.get(key) ?? new Set();
    slots.set(key, taken);
    const found = findSlot([...taken], asker.site, role === 'viewer' ? maxViewers : maxModerators);
    if (found.is === 'full') throw new Refusal('tooManyViewers');
    if (found.is === 'givenUp') {
      found.by.downlink?.close();
      // It asks again, and is then refused with the reason.
      found.by.listener.lost();
    }
    const slot: ViewerSlot = { downlink: null, listener };
    const holder = { of: slot, site: asker.site, since: now(), isIdle: false, isComing: true };
    const changed = () => role === 'viewer' && announceViewers.changed(event);
    taken.add(holder);
    changed();
    const leave = () => {
      if (taken.delete(holder)) changed();
      if (taken.size === 0 && slots.get(key) === taken) slots.delete(key);
    };
    const opened = (downlink: Downlink) => {
      slot.downlink = downlink;
      holder.isComing = false;
    };
    return { opened, leave };
  };

  const takeFirst = (
    downlink: Downlink,
    perspectives: Perspective[],
    { rtpCapabilities, most, widthPx }: FirstTiles,
  ) => {
    const tiles = perspectives.slice(0, most).map(({ id }) => ({ perspective: id, widthPx, visible: true }));
    return downlink.want(rtpCapabilities, tiles, null);
  };

  return {
    eventOf,
    perspectivesOf,
    liveIn,

    /** Throws `tooFast`, `tooManyViewers`, `noSuchEvent`, `serverFull`, `mediaRestarting`, `registryDown`. */
    async watch(who: Watcher, listener: ViewerListener, first?: FirstTiles) {
      await checkRate('watch', who.asker);
      const { role, event: id } = who;
      const { opened, leave } = takeSlot(who, listener);
      const counting = {
        ...listener,
        tilesChanged: (change: TilesChange) => listener.tilesChanged(counted(who, change)),
        left: leave,
      };
      const opening = stages.openDownlink(id, role, who.asker.site, counting);
      opening.catch(leave);
      try {
        const [event, present, downlink] = await Promise.all([eventOf(id), perspectivesOf(role, id), opening]);
        opened(downlink);
        const perspectives = present.map(({ found }) => found);
        const taken = first ? counted(who, await takeFirst(downlink, perspectives, first)) : { opened: [], closed: [] };
        return { event: eventFor(role, event), perspectives, downlink, first: taken };
      } catch (error) {
        // Nobody else would close it.
        opening.then(
          (downlink) => downlink.close(),
          () => undefined,
        );
        throw error;
      }
    },

    /** The complete wish. `server/media` leaves out what may not be received. */
    async wantTiles(
      who: Watcher,
      downlink: Downlink,
      rtpCapabilities: RtpCapabilities,
      tiles: WantedTile[],
      heard: string | null,
    ) {
      return counted(who, await downlink.want(rtpCapabilities, tiles, heard));
    },

    /** Removed or banned perspectives that are not here. */
    async out(event: string): Promise<Perspective[]> {
      const out = (await store.out(event)).filter(({ curation, state }) => curation.out !== 'no' && state === 'gone');
      return out.map((record) => shownTo('moderator', record, liveCameras.backstageOf(record)));
    },

    /** The codecs and header extensions that this server speaks. */
    offered: () => stages.offered(),

    /** Figures of the event's media, for moderators. */
    status: (event: string) => stages.status(event),

    close: announceViewers.close,
  };
}

export type Watch = ReturnType<typeof createWatch>;
