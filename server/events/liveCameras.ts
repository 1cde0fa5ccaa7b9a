import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import type { Backstage, Curation, Doors, Health, Kind, PerspectiveClock, Place } from '../../shared/domain.ts';
import { mayFollow, perspectiveStateOf } from '../../shared/lifecycle.ts';
import { maySee, receiversOf } from '../../shared/rights.ts';
import { announcePerspective } from './announce.ts';
import type { LiveCamera, Phone } from './liveCamera.ts';
import type { Audience } from './ports/audience.ts';
import type { Now } from './ports/clocks.ts';
import type { Stages } from './ports/media.ts';
import type { PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';
import { createRecordWriter } from './recordWriter.ts';
import { shownTo } from './shownTo.ts';
import { createThrottledChanges } from './throttledChanges.ts';

type Parts = {
  store: Pick<PerspectiveRecords, 'save'>;
  stages: Pick<Stages, 'watching' | 'setReceivers'>;
  audience: Audience;
  now: Now;
  onDefect: (error: unknown) => void;
};
/** A camera that has just gone live. `former`: its former `LiveCamera`, if it was live here. */
type Arrival = Pick<LiveCamera, 'digest' | 'origin' | 'site' | 'record' | 'uplink' | 'doors'> & {
  phone: Phone;
  former: LiveCamera | undefined;
};
/** Everybody else gets a `LiveCamera`, which is readonly. */
type MutableCamera = { -readonly [Field in keyof LiveCamera]: LiveCamera[Field] };

/** Minimum time between two refinements of one camera: each is sent to everybody. */
const refineEveryMs = 250;
/** Minimum time before a withdrawn place is shown again. With the withdrawal that is at most four notices a second. */
const showPlaceAgainMs = 500;
/** From the coarsest to the most exact. */
const fineness = { off: 0, area: 1, exact: 2 } satisfies Record<Place['precision'], number>;
const noMedia: Readonly<Record<Kind, boolean>> = { video: false, audio: false };

/** The read-only part. */
function readingOf(cameras: ReadonlyMap<string, LiveCamera>, stages: Parts['stages']) {
  const isLive = (camera: LiveCamera): boolean => cameras.get(camera.record.id) === camera;
  const watching = ({ record: { event, id } }: LiveCamera): number => stages.watching(event, id);

  /** The fields of a record that only moderators see, also of one that is not live here. */
  const backstageOf = ({ id, isSuspect }: PerspectiveRecord): Backstage => {
    const camera = cameras.get(id);
    return { health: camera?.health ?? null, watching: camera ? watching(camera) : 0, isSuspect };
  };

  /** The perspective as its own spectator sees it. */
  const own = (camera: LiveCamera): OwnPerspective => {
    const { backstage: _, ...shown } = shownTo('moderator', camera.record, backstageOf(camera.record));
    const place = camera.record.place.precision === 'off' ? null : camera.record.place;
    return { ...shown, place, watching: watching(camera), doors: camera.doors };
  };

  return {
    all: (): LiveCamera[] => [...cameras.values()],
    ofEvent: (event: string): LiveCamera[] => [...cameras.values()].filter(({ record }) => record.event === event),
    find: (id: string): LiveCamera | undefined => cameras.get(id),
    ofCamera: (digest: string): LiveCamera | undefined => [...cameras.values()].find((each) => each.digest === digest),
    /** False once it has left or come back as another `LiveCamera`. */
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

/** The cameras whose media this server receives, and the one place where their state changes. */
export function createLiveCameras({ store, stages, audience, now, onDefect }: Parts) {
  const cameras = new Map<string, MutableCamera>();
  const records = createRecordWriter(store);

  const reading = readingOf(cameras, stages);
  const { isLive, own, backstageOf } = reading;

  /** Notifies moderators of what viewers do not see. */
  const announceBackstage = ({ record }: LiveCamera): void => {
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

  /** Changes the camera, and its state accordingly. */
  const changeWithState = (camera: MutableCamera, part: Partial<PerspectiveRecord> = {}): Promise<void> => {
    const { letIn } = part.curation ?? camera.record.curation;
    const state = perspectiveStateOf({ flows: camera.silentSince === null, everFlowed: camera.everFlowed, letIn });
    return change(camera, { ...part, state });
  };

  const takeOver = (camera: MutableCamera | undefined, phone: Phone): void => {
    if (camera?.phone && camera.phone !== phone) camera.phone.ended('takenOver');
  };

  /** Its tile is kept for its return. Does nothing if the same camera has come back since. */
  const takeOff = async (camera: MutableCamera): Promise<void> => {
    if (isLive(camera)) cameras.delete(camera.record.id);
    camera.uplink.close();
    await change(camera, { state: 'gone', media: noMedia });
  };

  const flow = {
    /** Which tracks arrive; silence is not yet a stall (see `keepPresence`). */
    setFlow(camera: MutableCamera, silentSince: number | null, media: Record<Kind, boolean>): Promise<void> {
      if (silentSince === null || camera.silentSince === null) camera.flowedAt = silentSince ?? now();
      // A phone that has never sent anything gains no time by reconnecting.
      if (silentSince === null || camera.everFlowed) camera.silentSince = silentSince;
      camera.everFlowed ||= silentSince === null;
      return silentSince === null ? changeWithState(camera, { media }) : change(camera, { media });
    },

    /** From now on it has a slot of the pool for flowing media. */
    beginFlow(camera: MutableCamera): void {
      camera.everFlowed = true;
    },

    /** It is silent on purpose: measure its silence from now. */
    restartSilence(camera: MutableCamera): void {
      camera.silentSince = now();
    },

    updateState: (camera: LiveCamera): Promise<void> => changeWithState(camera),
  };

  const phones = {
    /** Another phone connection takes over the camera; the former one is notified. */
    attachPhone(camera: MutableCamera, phone: Phone): void {
      takeOver(camera, phone);
      camera.phone = phone;
    },

    /** Its socket is gone. Does nothing if another phone connection has taken over. */
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

    setClock: (camera: LiveCamera, clock: PerspectiveClock) => throttled.change(camera, { clock }, refineEveryMs),

    /** A withdrawn place is removed at once; a new or more exact one may wait. */
    setPlace(camera: LiveCamera, place: Place): Promise<void> {
      const before = camera.record.place.precision;
      if (fineness[place.precision] >= fineness[before] && place.precision !== 'off')
        return throttled.change(camera, { place }, place.precision === before ? refineEveryMs : showPlaceAgainMs);
      throttled.dropPlace(camera);
      if (before !== place.precision) throttled.changedElsewhere(camera);
      return change(camera, { place });
    },

    /** Notifies its spectator and moderators of its number of viewers. */
    announceWatching(camera: LiveCamera): void {
      camera.phone?.changed(own(camera));
      announceBackstage(camera);
    },
  };

  return {
    ...reading,
    ...flow,
    ...phones,

    add({ former, phone, record, ...arrival }: Arrival): LiveCamera {
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
      // Replace the former camera without a notice: the tile stays.
      if (former) (former as MutableCamera).record = { ...former.record, state: 'gone', media: noMedia };
      cameras.set(record.id, camera);
      announcePerspective(audience, null, record, backstageOf(record));
      // The claim is stored, so do not wait for the full record; `recordWriter` keeps it if Redis is down.
      records.save(record).catch(onDefect);
      return camera;
    },

    setCuration: (camera: LiveCamera, curation: Curation): Promise<void> => changeWithState(camera, { curation }),

    /** Applies who may receive it under this curation to the media, at once. */
    setReceivers(camera: LiveCamera, curation: Curation): void {
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

    /** Its data was taken back through another server: the phone is notified, and does not come back by itself. */
    async endTakenBack(camera: LiveCamera): Promise<void> {
      camera.phone?.ended('takenBack');
      await takeOff(camera);
    },

    save: records.save,
    saveLeft: (): Promise<void> => records.saveLeft((id) => cameras.has(id)),
  };
}

export type LiveCameras = ReturnType<typeof createLiveCameras>;
