import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, Fields } from '../../shared/curationLog.ts';
import type { Event } from '../../shared/domain.ts';
import { isRefusal } from '../../shared/refusals.ts';
import { announceEvent } from './announce.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Audience } from './ports/audience.ts';
import type { WallNow } from './ports/clocks.ts';
import type { EventRecords } from './ports/eventStore.ts';
import type { RecordDecision } from './recordDecision.ts';

type Parts = {
  events: EventRecords;
  recordDecision: RecordDecision;
  liveCameras: LiveCameras;
  audience: Audience;
  wallNow: WallNow;
};
/** A decision's reason, and the version of the event that its moderator saw. */
export type DecisionDetails = { version?: number | undefined; why?: string };
/** Fields of an event that moderators change. */
export type EventPatch = Partial<
  Pick<Event, 'doors' | 'order' | 'view' | 'slowSeconds' | 'reportThreshold' | 'endsAt'> & { epoch: string }
>;

/** Undo compares single values: the order is kept as one text. */
function fieldsOf({ order, ...patch }: EventPatch): Fields {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(order ? { order: [...new Set(order)].join(',') } : {}) };
}

/** Moderators' decisions about the event itself: doors, order, rules, its end. */
export function createRunEvent({ events, recordDecision, liveCameras, audience, wallNow }: Parts) {
  const apply = async (event: Event, changed: string[]): Promise<void> => {
    announceEvent(audience, event);
    if (changed.includes('doors')) liveCameras.setDoors(event.id, event.doors);
    if (event.endsAt === null) return;
    for (const camera of liveCameras.ofEvent(event.id)) {
      camera.phone?.ended('closed');
      await liveCameras.takeOff(camera);
    }
  };

  const decide = async (
    by: By,
    id: string,
    act: Act,
    patch: Fields,
    { version, why }: DecisionDetails,
    undoes?: number,
  ) => {
    const target = { is: 'event', id } as const;
    const unknown = undoes === undefined ? 'noSuchEvent' : 'noSuchEntry';
    const decision = { event: id, by, act, target, patch, ifVersion: version, undoes, why, unknown } as const;
    const { reply } = await recordDecision(decision, async (_, isNew) => {
      const event = isNew ? await events.get(id) : null;
      if (event) await apply(event, Object.keys(patch));
    });
    return reply;
  };

  return {
    change: (by: By, id: string, act: Act, patch: EventPatch, asked: DecisionDetails): Promise<DecisionReply> =>
      decide(by, id, act, fieldsOf(patch), asked),

    /** Ends all cameras; nobody can go live any more. */
    close: (by: By, id: string, asked: DecisionDetails): Promise<DecisionReply> =>
      decide(by, id, 'close', { endsAt: Math.round(wallNow()) }, asked),

    undo: (by: By, id: string, before: Fields, undoes: number, why: string): Promise<DecisionReply> =>
      decide(by, id, 'undo', before, { why }, undoes),

    /** An entry about something that cannot be undone. */
    async note(by: By, id: string, act: Act): Promise<void> {
      const target = { is: 'event', id } as const;
      const note = { event: id, by, act, target, patch: {}, isNote: true, unknown: 'noSuchEvent' } as const;
      await recordDecision(note).catch((error) => {
        // An event that is no longer stored has no log either.
        if (!isRefusal(error, 'noSuchEvent')) throw error;
      });
    },
  };
}

export type RunEvent = ReturnType<typeof createRunEvent>;
