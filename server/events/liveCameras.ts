import type { Decision, OwnPerspective, SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Backstage, Curation, Doors, Health, Kind, PerspectiveClock, Place } from '../../shared/domain.ts';
import { stateOf } from '../../shared/lifecycle.ts';
import { isRefusal } from '../../shared/refusals.ts';
import { maySee, receiversOf } from '../../shared/rights.ts';
import type { Timekeeping } from './keepTime.ts';
import type { Audience, Now, Origin, PerspectiveRecord, PerspectiveStore, Stages, Uplink } from './ports.ts';
import { settleAll } from './settleAll.ts';
import { announce, shownTo } from './shown.ts';

/** How a camera's phone is spoken to; replaced when it comes back over another socket. */
export type Phone = {
  changed(perspective: OwnPerspective): void;
  stageLost(): void;
  /** What anybody wants of it. */
  wantedLayer(wanted: SpectatorNotices['wantedLayer']): void;
  /** One of its frames came that it stamped so, ms on its own clock. */
  frameCaptured(phoneMs: number): void;
  warned(why: 'tooMuch'): void;
  ended(why: SpectatorNotices['ended']['why']): void;
  decided(decision: Decision): void;
};

/** One camera that this node takes in. `phone` is null while its socket is gone. */
export type Camera = {
  digest: string;
  /** Where its phone comes from, and since when it is here (ms): places are shared by that. */
  origin: Origin;
  site: string;
  cameAt: number;
  record: PerspectiveRecord;
  uplink: Uplink;
  phone: Phone | null;
  tracks: Record<Kind, boolean>;
  everFlowed: boolean;
  /** When media last stopped, or when the camera came; null while it flows. */
  silentSince: number | null;
  /** When its media flowed last, or when it came; kept when it comes back. */
  flowedAt: number;
  toldWatching: number;
  time: Timekeeping;
  /** The event's doors as they are now. */
  doors: Doors;
  health: Health | null;
  /** Watched so much since it was last written down, all viewers together, ms. */
  watchedMs: number;
};

type Parts = { store: PerspectiveStore; stages: Stages; audience: Audience; now: Now };

/** What only refines what is known of a camera is told at most so often: everybody is told of it. */
const refineEveryMs = 250;
/** A place that is shown anew, after it was taken back: with what takes it back, four notices a second. */
const showPlaceAgainMs = 500;
/** How much a place says. */
const fineness = { off: 0, area: 1, exact: 2 } satisfies Record<Place['precision'], number>;
type Refining = { part: Partial<PerspectiveRecord>; done: Promise<void> };

/** The cameras that this node has on the air, and the one way in which what is known of them changes. */
export function createLiveCameras({ store, stages, audience, now }: Parts) {
  const cameras = new Map<string, Camera>();

  const watching = ({ record: { event, id } }: Camera) => stages.watching(event, id);

  const own = (camera: Camera): OwnPerspective => {
    const { backstage: _, ...shown } = shownTo('moderator', camera.record, backstageOf(camera.record));
    const place = camera.record.place.precision === 'off' ? null : camera.record.place;
    return { ...shown, place, watching: watching(camera), doors: camera.doors };
  };

  /** What moderators alone are told of a record, also of one that is not on the air here. */
  const backstageOf = ({ id, isSuspect }: PerspectiveRecord): Backstage => {
    const camera = cameras.get(id);
    return { health: camera?.health ?? null, watching: camera ? watching(camera) : 0, isSuspect };
  };

  /** What could not be written while the registry was away. Without it, what is live goes on. */
  const unsaved = new Map<string, PerspectiveRecord>();
  const save = async (record: PerspectiveRecord): Promise<void> => {
    await store.save(record).then(
      () => unsaved.delete(record.id),
      (error) => {
        if (!isRefusal(error, 'registryDown')) throw error;
        unsaved.set(record.id, record);
      },
    );
  };

  const change = async (camera: Camera, part: Partial<PerspectiveRecord>): Promise<void> => {
    const before = camera.record;
    camera.record = { ...before, ...part };
    if (JSON.stringify(camera.record) === JSON.stringify(before)) return;
    camera.phone?.changed(own(camera));
    announce(audience, before, camera.record, backstageOf(camera.record));
    await save(camera.record);
  };

  const refining = new Map<Camera, Refining>();
  const refinedAt = new WeakMap<Camera, number>();

  /** A change that may wait a moment, and takes along what comes meanwhile. */
  const refine = (camera: Camera, part: Partial<PerspectiveRecord>, everyMs = refineEveryMs): Promise<void> => {
    const waiting = refining.get(camera);
    if (waiting) {
      Object.assign(waiting.part, part);
      return waiting.done;
    }
    const apply = (all: Partial<PerspectiveRecord>) => {
      refinedAt.set(camera, now());
      // It may have left meanwhile.
      return cameras.get(camera.record.id) === camera ? change(camera, all) : Promise.resolve();
    };
    const waitMs = (refinedAt.get(camera) ?? Number.NEGATIVE_INFINITY) + everyMs - now();
    if (waitMs <= 0) return apply(part);
    const mine: Refining = { part: { ...part }, done: Promise.resolve() };
    mine.done = new Promise((resolve) => setTimeout(resolve, waitMs)).then(() => {
      refining.delete(camera);
      return apply(mine.part);
    });
    refining.set(camera, mine);
    return mine.done;
  };

  /** The state that follows from what is known. */
  const settle = (camera: Camera, part: Partial<PerspectiveRecord> = {}): Promise<void> => {
    const { letIn } = part.curation ?? camera.record.curation;
    const state = stateOf({ flows: camera.silentSince === null, everFlowed: camera.everFlowed, letIn });
    return change(camera, { ...part, state });
  };

  return {
    cameras,
    own,
    settle,
    watching,
    backstageOf,
    /** Tells of a camera that has just come. */
    announce: ({ record }: Camera) => announce(audience, null, record, backstageOf(record)),
    /** What viewers are not told has changed. */
    announceBackstage({ record }: Camera): void {
      const shown = shownTo('moderator', record, backstageOf(record));
      if (maySee('moderator', record)) audience.tellModerators(record.event, 'perspectiveChanged', shown);
    },
    find: (id: string): Camera | undefined => cameras.get(id),
    ofCamera: (digest: string): Camera | undefined => [...cameras.values()].find((each) => each.digest === digest),
    save,
    /** What left the air while nothing could be written; where somebody else has it on the air since, that stands. */
    saveLeft(): Promise<void> {
      const left = [...unsaved.values()].filter(({ id }) => !cameras.has(id));
      const saveOne = async (record: PerspectiveRecord) => {
        await store.save(record, { isLate: true });
        if (unsaved.get(record.id) === record) unsaved.delete(record.id);
      };
      return settleAll(left.map(saveOne));
    },
    /** With what only this server knows of it: the exact place. */
    withPlace: (record: PerspectiveRecord): PerspectiveRecord => ({
      ...record,
      place: cameras.get(record.id)?.record.place ?? record.place,
    }),
    setClock: (camera: Camera, clock: PerspectiveClock) => refine(camera, { clock }),
    /** What its spectator shares no longer is gone at once; what is shared may wait, and everybody's attention with it. */
    setPlace(camera: Camera, place: Place): Promise<void> {
      const before = camera.record.place.precision;
      if (fineness[place.precision] >= fineness[before] && place.precision !== 'off')
        return refine(camera, { place }, place.precision === before ? refineEveryMs : showPlaceAgainMs);
      delete refining.get(camera)?.part.place;
      if (before !== place.precision) refinedAt.set(camera, now());
      return change(camera, { place });
    },

    /** What the worker says of the tracks; silence is not yet a stall (see presence). */
    flows(camera: Camera, silentSince: number | null, media: Record<Kind, boolean>): Promise<void> {
      if (silentSince === null || camera.silentSince === null) camera.flowedAt = silentSince ?? now();
      // Who has never sent anything gains no time by knocking.
      if (silentSince === null || camera.everFlowed) camera.silentSince = silentSince;
      camera.everFlowed ||= silentSince === null;
      return silentSince === null ? settle(camera, { media }) : change(camera, { media });
    },

    /** Who may receive it under this curation, at once, where the media is. */
    setReceivers({ record }: Camera, curation: Curation): void {
      stages.setReceivers(record.event, record.id, receiversOf({ ...record, curation }));
    },

    setHealth(camera: Camera, health: Health): void {
      camera.health = health;
      this.announceBackstage(camera);
    },

    setDoors(event: string, doors: Doors): void {
      for (const camera of cameras.values()) {
        if (camera.record.event !== event) continue;
        camera.doors = doors;
        camera.phone?.changed(own(camera));
      }
    },

    /** Its spectator took everything back over another server: its phone is told, and does not come again by itself. */
    async endTakenBack(camera: Camera): Promise<void> {
      camera.phone?.ended('takenBack');
      await this.takeOff(camera);
    },

    /** Takes a camera off the air; its tile is kept for when it comes back. */
    async takeOff(camera: Camera): Promise<void> {
      if (cameras.get(camera.record.id) === camera) cameras.delete(camera.record.id);
      camera.uplink.close();
      await change(camera, { state: 'gone', media: { video: false, audio: false } });
    },
  };
}

export type LiveCameras = ReturnType<typeof createLiveCameras>;
