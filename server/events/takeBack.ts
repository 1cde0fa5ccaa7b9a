import type { Decision, Export, Holding, Insight, TakenBack } from '../../shared/conversations/spectator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { digestOf } from './admission.ts';
import { decisionOf } from './curate.ts';
import type { KeyedQueue } from './keyedQueue.ts';
import type { LiveCameras, Phone } from './liveCameras.ts';
import type { CurationLog, EventStore, Owner, PersonalData, PerspectiveStore, Viewing, WallNow } from './ports.ts';
import type { RunEvent } from './runEvent.ts';
import type { Unwritten } from './unwritten.ts';

/** Who asks about what is theirs: whoever shows a camera's id, from the browser that filmed with it. */
export type Claimant = { cameraId: string; device: string | null; sender: string };
type Parts = {
  events: EventStore;
  store: PerspectiveStore;
  log: CurationLog;
  viewing: Viewing;
  personalData: PersonalData;
  liveCameras: LiveCameras;
  runEvent: RunEvent;
  unwritten: Unwritten;
  /** By camera, as going live. */
  inCameraQueue: KeyedQueue;
  wallNow: WallNow;
  /** How long after an event its personal things are kept, ms. */
  retentionMs: number;
  /** When what is deleted is in no file any more, s; null where nobody can say. */
  erasedWithinSeconds: () => number | null;
};

function featuredOf(lines: LogEntry[]): Insight['featured'] {
  const spans: Insight['featured'] = [];
  for (const { at, after } of lines) {
    const last = spans.at(-1);
    if (after.featured === true) spans.push({ from: at, to: null });
    else if (after.featured === false && last?.to === null) last.to = at;
  }
  return spans;
}

/** A spectator's view of what was given: see it, have it, take it back. */
export function createTakeBack(parts: Parts) {
  const { events, store, log, viewing, personalData, liveCameras, runEvent, unwritten, inCameraQueue, wallNow } = parts;
  const { retentionMs, erasedWithinSeconds } = parts;

  const ownerOf = async (event: string, { cameraId, device, sender }: Claimant): Promise<Owner> => {
    const camera = digestOf(event, cameraId);
    // The registry may have lost what is live here.
    const perspective = ((await store.ofCamera(event, camera)) ?? liveCameras.ofCamera(camera)?.record)?.id ?? null;
    // Without a cookie a sender is whoever has the address: what those said is not this device's alone.
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
    const lines = id ? await log.read(event, { perspective: id }) : [];
    const { viewers, watchedMs } = id ? await viewing.of(event, id) : { viewers: 0, watchedMs: 0 };
    const camera = id ? liveCameras.find(id) : undefined;
    const endsAt = (await events.get(event))?.endsAt ?? null;
    return {
      perspective: id,
      watching: camera ? liveCameras.watching(camera) : 0,
      viewers,
      watchedMinutes: Math.round((watchedMs + (camera?.watchedMs ?? 0)) / 600) / 100,
      featured: featuredOf(lines),
      decisions: lines.map(decisionOf),
      holdings: await holdingsOf(event, owner),
      until: endsAt === null ? null : endsAt + retentionMs,
    };
  };

  /** Off the air, with its phone still to be told why. */
  const takeOff = async ({ camera: digest, perspective }: Owner, phones: Set<Phone>): Promise<void> => {
    for (const camera of [...liveCameras.cameras.values()]) {
      if (camera.digest !== digest && camera.record.id !== perspective) continue;
      if (camera.phone) phones.add(camera.phone);
      camera.phone = null;
      await liveCameras.takeOff(camera);
    }
  };

  /** Off the air first, so that nothing is written any more of what is being deleted; told once it has come true. */
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
      // Nobody sees it any more, though nothing could be deleted.
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
      const listener: Decision[] = (decisions as LogEntry[]).map(decisionOf);
      const insight = await insightOf(event, owner);
      // The exact place is held, too, though it is written nowhere.
      const camera = owner.perspective ? liveCameras.find(owner.perspective) : undefined;
      const records = (record as object[]).map((each) => (camera ? { ...each, place: camera.record.place } : each));
      return {
        event,
        exportedAt: Math.round(wallNow()),
        insight,
        held: { ...held, record: records, decisions: listener },
      };
    },

    async takeBack(event: string, claimant: Claimant): Promise<TakenBack> {
      const { camera, perspective } = await ownerOf(event, claimant);
      // A ban that could not be written so far stays, too.
      if (perspective) await unwritten.writeOf(perspective).catch(() => undefined);
      // Not while it goes live, or is given to a registry that has lost it: either would write it anew.
      const was = await inCameraQueue(camera, () => forgetAll(event, claimant));
      if (was.length > 0) await runEvent.note({ is: 'spectator' }, event, 'takeBack');
      const left = await holdingsOf(event, await ownerOf(event, claimant));
      return { was, left, filesWithinSeconds: erasedWithinSeconds() };
    },
  };
}

export type TakeBack = ReturnType<typeof createTakeBack>;
