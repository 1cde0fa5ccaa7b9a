import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import type { Backstage, Curation, Doors, Health, Kind, PerspectiveClock, Place } from '../../shared/domain.ts';
import { mayFollow, perspectiveStateOf } from '../../shared/lifecycle.ts';
import { maySee, receiversOf } from '../../shared/rights.ts';
import type { Camera, Phone } from './liveCamera.ts';
import type { Audience } from './ports/audience.ts';
import type { Now } from './ports/clocks.ts';
import type { Stages } from './ports/media.ts';
import type { PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';
import { createRecordWriter } from './recordWriter.ts';
import { announcePerspective } from './announce.ts';
import { shownTo } from './shownTo.ts';
import { createThrottledChanges } from './throttledChanges.ts';

type Parts = {
  store: Pick<PerspectiveRecords, 'save'>;
  stages: Pick<Stages, 'watching' | 'setReceivers'>;
  audience: Audience;
  now: Now;
  onDefect: (error: unknown) => void;
};
/** A camera that has just come. `former`: the same one as it was here until now. */
type Arrival = Pick<Camera, 'digest' | 'origin' | 'site' | 'record' | 'uplink' | 'doors'> & {
  phone: Phone;
  former: Camera | undefined;
};
/** Everybody else gets a `Camera`, which is readonly. */
type MutableCamera = { -readonly [Field in keyof Camera]: Camera[Field] };

/** Changes that only refine what is known of a camera are applied at most so often: everybody is told of each. */
const refineEveryMs = 250;
/** A place that is shared again after it was withdrawn. With the withdrawal that is four notices a second at most. */
const showPlaceAgainMs = 500;
/** How exact a place is. */
const fineness = { off: 0, area: 1, exact: 2 } satisfies Record<Place['precision'], number>;
const noMedia: Readonly<Record<Kind, boolean>> = { video: false, audio: false };

/** What may be asked of the cameras. */
function readingOf(cameras: ReadonlyMap<string, Camera>, stages: Parts['stages']) {
  const isLive = (camera: Camera): boolean => cameras.get(camera.record.id) === camera;
  const watching = ({ record: { event, id } }: Camera): number => stages.watching(event, id);

  /** What moderators alone are told of a record, also of one that is not live here. */
  const backstageOf = ({ id, isSuspect }: PerspectiveRecord): Backstage => {
    const camera = cameras.get(id);
    return { health: camera?.health ?? null, watching: camera ? watching(camera) : 0, isSuspect };
  };

  /** What its own spectator is told of it. */
  const own = (camera: Camera): OwnPerspective => {
    const { backstage: _, ...shown } = shownTo('moderator', camera.record, backstageOf(camera.record));
    const place = camera.record.place.precision === 'off' ? null : camera.record.place;
    return { ...shown, place, watching: watching(camera), doors: camera.doors };
  };

  return {
    all: (): Camera[] => [...cameras.values()],
    ofEvent: (event: string): Camera[] => [...cameras.values()].filter(({ record }) => record.event === event),
    find: (id: string): Camera | undefined => cameras.get(id),
    ofCamera: (digest: string): Camera | undefined => [...cameras.values()].find((each) => each.digest === digest),
    /** Whether it is still here: it may have left, or have come back as another `Camera`. */
    isLive,
    own,
    watching,
    backstageOf,
    /** The record with its exact place, which only this server knows. */
    withPlace: (record: PerspectiveRecord): PerspectiveRecord => ({
      ...record,
      place: cameras.get(record.id)?.record.place ?? record.place,
    }),
  };
}

/** The cameras whose media this server takes in, and the one place where what is known of them changes. */
export function createLiveCameras({ store, stages, audience, now, onDefect }: Parts) {
  const cameras = new Map<string, MutableCamera>();
  const records = createRecordWriter(store);

  const reading = readingOf(cameras, stages);
  const { isLive, own, backstageOf } = reading;

  /** Tells moderators what viewers are not told. */
  const announceBackstage = ({ record }: Camera): void => {
    const shown = shownTo('moderator', record, backstageOf(record));
    if (maySee('moderator', record)) audience.tellModerators(record.event, 'perspectiveChanged', shown);
  };

  const change = async (camera: MutableCamera, part: Partial<PerspectiveRecord>): Promise<void> => {
    const before = camera.record;
    const record = { ...before, ...part };
    if (JSON.stringify(record) === JSON.stringify(before)) return;
    if (!mayFollow(before.state, record.state)) {
      onDefect(new Error(`perspective ${record.id} is ${before.state} and cannot become ${record.state}`));
      return;
    }
    camera.record = record;
    camera.phone?.changed(own(camera));
    announcePerspective(audience, before, record, backstageOf(record));
    await records.save(record);
  };

  const throttled = createThrottledChanges(now, async (camera, part) => {
    // It may have left while the change waited.
    if (isLive(camera)) await change(camera, part);
  });

  /** Changes it, and its state to the one that follows from what is known then. */
  const changeWithState = (camera: MutableCamera, part: Partial<PerspectiveRecord> = {}): Promise<void> => {
    const { letIn } = part.curation ?? camera.record.curation;
    const state = perspectiveStateOf({ flows: camera.silentSince === null, everFlowed: camera.everFlowed, letIn });
    return change(camera, { ...part, state });
  };

  const takeOver = (camera: MutableCamera | undefined, phone: Phone): void => {
    if (camera?.phone && camera.phone !== phone) camera.phone.ended('takenOver');
  };

  /** Its tile is kept for when it comes back. Does nothing where the same camera came anew since. */
  const takeOff = async (camera: MutableCamera): Promise<void> => {
    if (isLive(camera)) cameras.delete(camera.record.id);
    camera.uplink.close();
    await change(camera, { state: 'gone', media: noMedia });
  };

  const flow = {
    /** What arrives of the tracks; silence is not yet a stall (see `keepPresence`). */
    setFlow(camera: MutableCamera, silentSince: number | null, media: Record<Kind, boolean>): Promise<void> {
      if (silentSince === null || camera.silentSince === null) camera.flowedAt = silentSince ?? now();
      // A phone that has never sent anything gains no time by connecting again.
      if (silentSince === null || camera.everFlowed) camera.silentSince = silentSince;
      camera.everFlowed ||= silentSince === null;
      return silentSince === null ? changeWithState(camera, { media }) : change(camera, { media });
    },

    /** From now on it has one of the slots of those whose media flows. */
    beginFlow(camera: MutableCamera): void {
      camera.everFlowed = true;
    },

    /** It is silent on purpose: its silence counts from now. */
    restartSilence(camera: MutableCamera): void {
      camera.silentSince = now();
    },

    updateState: (camera: Camera): Promise<void> => changeWithState(camera),
  };

  const phones = {
    /** This phone speaks for the camera from now on; the one before is told so. */
    attachPhone(camera: MutableCamera, phone: Phone): void {
      takeOver(camera, phone);
      camera.phone = phone;
    },

    /** Its socket is gone. Does nothing where another phone has taken over. */
    detachPhone(camera: MutableCamera, phone: Phone): void {
      if (camera.phone === phone) camera.phone = null;
    },

    async setTracks(camera: MutableCamera, tracks: Record<Kind, boolean>): Promise<void> {
      camera.tracks = tracks;
      await camera.uplink.setTracks(tracks);
    },

    setHealth(camera: MutableCamera, health: Health): void {
      camera.health = health;
      announceBackstage(camera);
    },

    setClock: (camera: Camera, clock: PerspectiveClock) => throttled.change(camera, { clock }, refineEveryMs),

    /** What its spectator no longer shares is withdrawn at once; what is shared anew, or more exactly, may wait. */
    setPlace(camera: Camera, place: Place): Promise<void> {
      const before = camera.record.place.precision;
      if (fineness[place.precision] >= fineness[before] && place.precision !== 'off')
        return throttled.change(camera, { place }, place.precision === before ? refineEveryMs : showPlaceAgainMs);
      throttled.dropPlace(camera);
      if (before !== place.precision) throttled.changedElsewhere(camera);
      return change(camera, { place });
    },

    /** Tells its spectator and moderators that the number of its viewers has changed. */
    announceWatching(camera: Camera): void {
      camera.phone?.changed(own(camera));
      announceBackstage(camera);
    },
  };

  return {
    ...reading,
    ...flow,
    ...phones,

    add({ former, phone, record, ...arrival }: Arrival): Camera {
      const inherited = { cameAt: former?.cameAt ?? now(), flowedAt: former?.flowedAt ?? now() };
      const camera: MutableCamera = {
        ...arrival,
        ...inherited,
        record,
        phone,
        tracks: { video: true, audio: true },
        everFlowed: former?.everFlowed ?? false,
        silentSince: now(),
        health: null,
      };
      takeOver(former, phone);
      // The former one ends, and nobody is told: the same tile goes on.
      if (former) (former as MutableCamera).record = { ...former.record, state: 'gone', media: noMedia };
      cameras.set(record.id, camera);
      announcePerspective(audience, null, record, backstageOf(record));
      // Its claim is written: the rest need not be waited for, and is kept where it cannot be written now.
      records.save(record).catch(onDefect);
      return camera;
    },

    setCuration: (camera: Camera, curation: Curation): Promise<void> => changeWithState(camera, { curation }),

    /** Who may receive it under this curation, at once, where the media is. */
    setReceivers(camera: Camera, curation: Curation): void {
      const { record } = camera;
      if (isLive(camera)) stages.setReceivers(record.event, record.id, receiversOf({ ...record, curation }));
    },

    setDoors(event: string, doors: Doors): void {
      for (const camera of cameras.values()) {
        if (camera.record.event !== event) continue;
        camera.doors = doors;
        camera.phone?.changed(own(camera));
      }
    },

    takeOff,

    /** Its spectator took everything back over another server: its phone is told, and does not come again by itself. */
    async endTakenBack(camera: Camera): Promise<void> {
      camera.phone?.ended('takenBack');
      await takeOff(camera);
    },

    save: records.save,
    saveLeft: (): Promise<void> => records.saveLeft((id) => cameras.has(id)),
  };
}

export type LiveCameras = ReturnType<typeof createLiveCameras>;
