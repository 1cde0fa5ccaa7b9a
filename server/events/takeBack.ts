import type { Decision, Export, Holding, Insight, TakenBack } from '../../shared/conversations/spectator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { digestOf } from './admission.ts';
import { addFigures, type CountViewing } from './countViewing.ts';
import type { KeyedQueue } from './keyedQueue.ts';
import type { Phone } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { WallNow } from './ports/clocks.ts';
import type { CurationLog } from './ports/curationLog.ts';
import type { EventRecords } from './ports/eventStore.ts';
import type { Owner, PersonalData } from './ports/personalData.ts';
import type { PerspectiveRecords } from './ports/perspectiveStore.ts';
import type { Viewing } from './ports/viewing.ts';
import type { RunEvent } from './runEvent.ts';
import { decisionOf } from './shownTo.ts';
import type { Unwritten } from './unwritten.ts';

/**
 * Somebody who asks about their own data, and proves it by the camera id. `device` and `sender` are those of the asking
 * browser.
 */
export type Claimant = { cameraId: string; device: string | null; sender: string };
type Parts = {
  events: Pick<EventRecords, 'get'>;
  store: Pick<PerspectiveRecords, 'ofCamera'>;
  curationLog: CurationLog;
  viewing: Viewing;
  countViewing: CountViewing;
  personalData: PersonalData;
  liveCameras: LiveCameras;
  runEvent: RunEvent;
  unwritten: Unwritten;
  /** A camera must not go live, or be restored, while it is being taken back. */
  inCameraQueue: KeyedQueue;
  wallNow: WallNow;
  /** How long after an event its personal data is kept, ms. */
  retentionMs: number;
  /** Seconds until deleted data is in none of Redis' files any more; null if unknown. */
  erasedWithinSeconds: () => number | null;
};

const minutesOf = (ms: number) => Math.round(ms / 600) / 100;

function featuredOf(lines: LogEntry[]): Insight['featured'] {
  const spans: Insight['featured'] = [];
  for (const { at, after } of lines) {
    const last = spans.at(-1);
    if (after.featured === true) spans.push({ from: at, to: null });
    else if (after.featured === false && last?.to === null) last.to = at;
  }
  return spans;
}

/** Lets spectators read, export and take back their own data. */
export function createTakeBack(parts: Parts) {
  const {
    events,
    store,
    curationLog,
    viewing,
    personalData,
    liveCameras,
    runEvent,
    unwritten,
    inCameraQueue,
    wallNow,
  } = parts;
  const { countViewing, retentionMs, erasedWithinSeconds } = parts;

  const ownerOf = async (event: string, { cameraId, device, sender }: Claimant): Promise<Owner> => {
    const camera = digestOf(event, cameraId);
    // The registry may have lost the record of a camera that is live here.
    const perspective = ((await store.ofCamera(event, camera)) ?? liveCameras.ofCamera(camera)?.record)?.id ?? null;
    // Without a cookie, everybody behind an address is the same sender, so messages cannot be attributed to this
    // spectator.
    return { camera, perspective, device, sender: device ? sender : null };
  };

  const holdingsOf = async (event: string, owner: Owner): Promise<Holding[]> => {
    const held = await personalData.of(event, owner);
    const counted = Object.entries(held).map(([what, things]) => ({
      what: what as Holding['what'],
      count: things.length,
    }));
    return counted.filter(({ count }) => count > 0);
  };

  const insightOf = async (event: string, owner: Owner): Promise<Insight> => {
    const { perspective: id } = owner;
    const lines = id ? await curationLog.read(event, { perspective: id }) : [];
    const written = id ? await viewing.of(event, id) : { viewers: 0, filmedMs: 0, watchedMs: 0, mostWatching: 0 };
    const camera = id ? liveCameras.find(id) : undefined;
    const figures = camera ? addFigures(written, countViewing.unwritten(camera.record.id)) : written;
    const endsAt = (await events.get(event))?.endsAt ?? null;
    return {
      perspective: id,
      watching: camera ? liveCameras.watching(camera) : 0,
      viewers: written.viewers,
      mostWatching: figures.mostWatching,
      filmedMinutes: minutesOf(figures.filmedMs),
      watchedMinutes: minutesOf(figures.watchedMs),
      featured: featuredOf(lines),
      decisions: lines.map(decisionOf),
      holdings: await holdingsOf(event, owner),
      until: endsAt === null ? null : endsAt + retentionMs,
      keptMs: retentionMs,
    };
  };

  /** Takes the owner's cameras off. The caller notifies their phones later. */
  const takeOff = async ({ camera: digest, perspective }: Owner, phones: Set<Phone>): Promise<void> => {
    for (const camera of liveCameras.all()) {
      if (camera.digest !== digest && camera.record.id !== perspective) continue;
      if (camera.phone) {
        phones.add(camera.phone);
        liveCameras.detachPhone(camera, camera.phone);
      }
      await liveCameras.takeOff(camera);
    }
  };

  /**
   * Takes cameras off first, so that nothing is written that is being deleted. Their phones are notified at the end.
   */
  const forgetAll = async (event: string, claimant: Claimant): Promise<Holding[]> => {
    const owner = await ownerOf(event, claimant);
    const phones = new Set<Phone>();
    let isForgotten = false;
    try {
      const was = await holdingsOf(event, owner);
      await takeOff(owner, phones);
      await personalData.forgetOwner(event, owner);
      if (owner.perspective) unwritten.forget(owner.perspective);
      isForgotten = true;
      return was;
    } catch (error) {
      // Nothing could be deleted, but it must not be shown any more.
      await takeOff(owner, phones);
      throw error;
    } finally {
      for (const phone of phones) phone.ended(isForgotten ? 'takenBack' : 'notTakenBack');
    }
  };

  return {
    async read(event: string, claimant: Claimant): Promise<Insight> {
      return insightOf(event, await ownerOf(event, claimant));
    },

    async export(event: string, claimant: Claimant): Promise<Export> {
      const owner = await ownerOf(event, claimant);
      const { decisions, record, ...held } = await personalData.of(event, owner);
      const shownDecisions: Decision[] = (decisions as LogEntry[]).map(decisionOf);
      const insight = await insightOf(event, owner);
      // The exact place is in memory only.
      const camera = owner.perspective ? liveCameras.find(owner.perspective) : undefined;
      const records = (record as object[]).map((each) => (camera ? { ...each, place: camera.record.place } : each));
      return {
        event,
        exportedAt: Math.round(wallNow()),
        insight,
        held: { ...held, record: records, decisions: shownDecisions },
      };
    },

    /**
     * Deletes all data of the owner; bans and mutes stay. Throws `registryDown`: nobody sees the camera any more then,
     * and its phones are notified.
     */
    async takeBack(event: string, claimant: Claimant): Promise<TakenBack> {
      const { camera, perspective } = await ownerOf(event, claimant);
      // Bans that are not written yet must be, so that they stay.
      if (perspective) await unwritten.writeOf(perspective).catch(() => undefined);
      // Going live or being restored at the same time would write it again.
      const was = await inCameraQueue(camera, () => forgetAll(event, claimant));
      if (was.length > 0) await runEvent.note({ is: 'spectator' }, event, 'takeBack');
      const left = await holdingsOf(event, await ownerOf(event, claimant));
      return { was, left, filesWithinSeconds: erasedWithinSeconds() };
    },
  };
}

export type TakeBack = ReturnType<typeof createTakeBack>;
