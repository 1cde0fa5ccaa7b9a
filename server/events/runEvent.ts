import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, Fields } from '../../shared/curationLog.ts';
import type { Event } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { movedOf } from './curate.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Audience, CurationLog, EventStore, WallNow } from './ports.ts';
import { announceEvent } from './shown.ts';

type Parts = { events: EventStore; log: CurationLog; liveCameras: LiveCameras; audience: Audience; wallNow: WallNow };
/** What a move on the event says beside what it changes. */
export type Asked = { version?: number | undefined; why?: string };
/** Fields of an event that moderators change. */
export type EventPatch = Partial<
  Pick<Event, 'doors' | 'order' | 'view' | 'slowSeconds' | 'reportThreshold' | 'endsAt'> & { epoch: string }
>;

/** Scripts compare single values: the order is kept as one text. */
function fieldsOf({ order, ...patch }: EventPatch): Fields {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(order ? { order: [...new Set(order)].join(',') } : {}) };
}

/** What moderators decide about the event itself: doors, order, rules, its end. */
export function createRunEvent({ events, log, liveCameras, audience, wallNow }: Parts) {
  const write = async (by: By, id: string, act: Act, patch: Fields, { version, why = '' }: Asked, undoes?: number) => {
    const target = { is: 'event', id } as const;
    const line = { at: Math.round(wallNow()), by, act, target, whom: '', why, report: null };
    const change = { event: id, target, patch, ifVersion: version, line };
    const changed = await log.change(undoes === undefined ? change : { ...change, undoes });
    if (changed.is === 'unknown') throw new Refusal(undoes === undefined ? 'noSuchEvent' : 'noSuchEntry');
    if (changed.is !== 'changed') return movedOf(changed);
    const event = await events.get(id);
    if (event) await apply(event, Object.keys(patch));
    if (changed.entry) audience.tellModerators(id, 'logged', changed.entry);
    return movedOf(changed);
  };

  const apply = async (event: Event, changed: string[]): Promise<void> => {
    announceEvent(audience, event);
    if (changed.includes('doors')) liveCameras.setDoors(event.id, event.doors);
    if (event.endsAt === null) return;
    for (const camera of [...liveCameras.cameras.values()].filter(({ record }) => record.event === event.id)) {
      camera.phone?.ended('closed');
      await liveCameras.takeOff(camera);
    }
  };

  return {
    change: (by: By, id: string, act: Act, patch: EventPatch, asked: Asked): Promise<DecisionReply> =>
      write(by, id, act, fieldsOf(patch), asked),

    /** Nobody films any more from now on. */
    close: (by: By, id: string, asked: Asked): Promise<DecisionReply> =>
      write(by, id, 'close', { endsAt: Math.round(wallNow()) }, asked),

    undo: (by: By, id: string, before: Fields, undoes: number, why: string): Promise<DecisionReply> =>
      write(by, id, 'undo', before, { why }, undoes),

    /** A line about what changes nothing that could be put back. */
    async note(by: By, id: string, act: Act): Promise<void> {
      const target = { is: 'event', id } as const;
      const line = { at: Math.round(wallNow()), by, act, target, whom: '', why: '', report: null };
      const changed = await log.change({ event: id, target, patch: {}, isNote: true, line });
      if (changed.is === 'changed' && changed.entry) audience.tellModerators(id, 'logged', changed.entry);
    },
  };
}

export type RunEvent = ReturnType<typeof createRunEvent>;
