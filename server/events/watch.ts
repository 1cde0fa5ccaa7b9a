import type { TilesChange, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Event, Perspective, Role } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { maySee } from '../../shared/rights.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Audience, Downlink, EventBook, Found, Near, PerspectiveBook, Stages } from './ports.ts';
import { shownTo } from './shown.ts';

type Parts = { events: EventBook; book: PerspectiveBook; stages: Stages; audience: Audience; maxViewers: number };
type Told = { tilesChanged(change: TilesChange): void; lost(): void };

/** What a role may see of an event, and the way its media comes. */
export function createWatch({ events, book, stages, audience, maxViewers }: Parts) {
  const eventOf = async (id: string): Promise<Event> => {
    const event = await events.get(id);
    if (!event) throw new Refusal('noSuchEvent');
    return event;
  };

  const perspectivesOf = async (role: Role, event: string, near?: Near): Promise<Found<Perspective>[]> => {
    const present = await book.present(event, near);
    return present
      .filter(({ found }) => maySee(role, found))
      .map(({ found, ...distance }) => ({ found: shownTo(role, found), ...distance }));
  };

  return {
    eventOf,
    perspectivesOf,

    async watch(role: Role, eventId: string, told: Told) {
      if (role === 'viewer' && audience.viewersOf(eventId) > maxViewers) throw new Refusal('tooManyViewers');
      const event = await eventOf(eventId);
      const [present, downlink] = await Promise.all([
        perspectivesOf(role, eventId),
        stages.openDownlink(eventId, role, told),
      ]);
      return { event, perspectives: present.map(({ found }) => found), downlink };
    },

    /** What may not be seen is dropped where the media is, whatever is asked for here. */
    wantTiles(downlink: Downlink, rtpCapabilities: RtpCapabilities, tiles: WantedTile[], heard: string | null) {
      return downlink.want(rtpCapabilities, tiles, heard);
    },
  };
}

export type Watch = ReturnType<typeof createWatch>;
