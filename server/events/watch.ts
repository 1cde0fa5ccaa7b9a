import type { FirstTiles, TilesChange, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Event, Perspective, Role } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { maySee } from '../../shared/rights.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { CountViewing } from './countViewing.ts';
import { findRoom, type Holder } from './findSlot.ts';
import type { LiveCameras } from './liveCameras.ts';
import type {
  Downlink,
  EventStore,
  Found,
  Near,
  Now,
  PerspectiveStore,
  Stages,
  TakeTurn,
  ViewerListener,
} from './ports.ts';
import { eventFor, shownTo } from './shown.ts';

/** Moderators at once of one event: a leaked link must not take all transports. */
const maxModerators = 100;

type Parts = {
  events: EventStore;
  store: PerspectiveStore;
  stages: Stages;
  liveCameras: LiveCameras;
  countViewing: CountViewing;
  takeTurn: TakeTurn;
  now: Now;
  maxViewers: number;
};
/** Who watches, and what others call them. */
export type Watcher = { role: 'viewer' | 'moderator'; event: string; sender: string; asker: Asker };
/** A place among those who watch; the downlink is null while it is made. */
type Seat = { downlink: Downlink | null; listener: ViewerListener };

/** What a role may see of an event, and the way its media comes. */
export function createWatch({ events, store, stages, liveCameras, countViewing, takeTurn, now, maxViewers }: Parts) {
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

  /** How many cameras viewers see in each of these events now: one without media is none. */
  const liveIn = async (ids: string[]): Promise<number[]> =>
    (await store.presentIn(ids)).map(
      (present) => present.filter((record) => record.state === 'live' && maySee('viewer', record)).length,
    );

  const count = ({ role, sender }: Watcher, change: TilesChange): TilesChange => {
    if (role === 'viewer') countViewing.opened(change, sender);
    return change;
  };

  const seats = new Map<string, Set<Holder<Seat>>>();

  /** A place among those who watch. Nobody is idle there: who has nothing to see yet waits for it. */
  const takeSeat = ({ role, event, asker }: Watcher, listener: ViewerListener) => {
    const name = `${role}/${event}`;
    const taken = seats.get(name) ?? new Set();
    seats.set(name, taken);
    const room = findRoom([...taken], asker.site, role === 'viewer' ? maxViewers : maxModerators);
    if (room.is === 'full') throw new Refusal('tooManyViewers');
    if (room.is === 'givenUp') {
      room.by.downlink?.close();
      // Asks anew, and is told why not.
      room.by.listener.lost();
    }
    const seat: Seat = { downlink: null, listener };
    const holder = { of: seat, site: asker.site, since: now(), isIdle: false, isComing: true };
    taken.add(holder);
    const leave = () => {
      taken.delete(holder);
      if (taken.size === 0 && seats.get(name) === taken) seats.delete(name);
    };
    const seated = (downlink: Downlink) => {
      seat.downlink = downlink;
      holder.isComing = false;
    };
    return { seated, leave };
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

    async watch(who: Watcher, listener: ViewerListener, first?: FirstTiles) {
      await takeTurn('watch', who.asker);
      const { role, event: id } = who;
      const { seated, leave } = takeSeat(who, listener);
      const counting = {
        ...listener,
        tilesChanged: (change: TilesChange) => listener.tilesChanged(count(who, change)),
        left: leave,
      };
      const opening = stages.openDownlink(id, role, who.asker.site, counting);
      opening.catch(leave);
      try {
        const [event, present, downlink] = await Promise.all([eventOf(id), perspectivesOf(role, id), opening]);
        seated(downlink);
        const perspectives = present.map(({ found }) => found);
        const taken = first ? count(who, await takeFirst(downlink, perspectives, first)) : { opened: [], closed: [] };
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

    /** What may not be seen is dropped where the media is, whatever is asked for here. */
    async wantTiles(
      who: Watcher,
      downlink: Downlink,
      rtpCapabilities: RtpCapabilities,
      tiles: WantedTile[],
      heard: string | null,
    ) {
      return count(who, await downlink.want(rtpCapabilities, tiles, heard));
    },

    /** Those who were removed or banned, and are not here. */
    async out(event: string): Promise<Perspective[]> {
      const out = (await store.out(event)).filter(({ curation, state }) => curation.out !== 'no' && state === 'gone');
      return out.map((record) => shownTo('moderator', record, liveCameras.backstageOf(record)));
    },

    /** What media the server speaks. */
    offered: () => stages.offered(),

    /** How the event's media is doing, for who curates it. */
    status: (event: string) => stages.status(event),
  };
}

export type Watch = ReturnType<typeof createWatch>;
