import { randomBytes } from 'node:crypto';
import type { Curation, Event, Kind, Place } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { receiversOf } from '../../shared/rights.ts';
import { type Admission, digestOf, type From, originOf } from './admission.ts';
import type { CameraPlaces } from './cameraSlots.ts';
import type { KeepRate } from './keepRate.ts';
import { type KeepTime, noTime } from './keepTime.ts';
import type { KeyedQueue } from './keyedQueue.ts';
import type { Camera, LiveCameras, Phone } from './liveCameras.ts';
import type {
  CurationLog,
  EventStore,
  Found,
  Now,
  Origin,
  PerspectiveRecord,
  PerspectiveStore,
  Stages,
  TakeTurn,
  WallNow,
} from './ports.ts';

type Parts = {
  events: EventStore;
  store: PerspectiveStore;
  log: CurationLog;
  admission: Admission;
  takeTurn: TakeTurn;
  stages: Stages;
  liveCameras: LiveCameras;
  keepTime: KeepTime;
  keepRate: KeepRate;
  now: Now;
  wallNow: WallNow;
  places: CameraPlaces;
  /**
   * By camera: two tabs, or a phone that asks again before its first answer came, must not make two tiles of one; nor
   * must what is being taken back go live meanwhile.
   */
  inCameraQueue: KeyedQueue;
  onFault: (error: unknown) => void;
};
type Wish = { cameraId: string; label: string; place: Place };
/** Where the phone comes from, and who it is to the limits. */
type Comer = From & { asker: Asker };

/** A camera that may come in; `arrived` is called once it is counted among those on the air. */
type Arrival = { digest: string; wish: Wish; phone: Phone; comer: Comer; arrived: () => void };

/** Admits cameras: the same camera id takes its old place, so that a phone that comes back is the same tile. */
export function createGoLive(parts: Parts) {
  const { events, store, log, admission, takeTurn, stages, liveCameras, places, now, wallNow, onFault, ...keep } =
    parts;
  const { inCameraQueue } = keep;

  const asItIsHere = (digest: string) => {
    const here = liveCameras.ofCamera(digest)?.record;
    return here ? { id: here.id, curation: here.curation } : {};
  };

  const freshRecord = (event: Event, digest: string, curation: Curation, isSuspect: boolean): PerspectiveRecord => ({
    id: randomBytes(12).toString('base64url'),
    event: event.id,
    label: '',
    state: 'gone',
    curation,
    place: { precision: 'off' },
    isSuspect,
    media: { video: false, audio: false },
    clock: null,
    since: wallNow(),
    // The registry may have lost what is live here: it stays the same tile, as it was decided.
    ...asItIsHere(digest),
  });

  /** Before anything is written of a camera: whoever is refused leaves nothing behind. Returns what to call once it is in. */
  const takePlace = async (
    fresh: PerspectiveRecord,
    known: PerspectiveRecord | null,
    present: readonly Found<PerspectiveRecord>[],
    { asker: { site }, device }: Comer,
  ): Promise<() => void> => {
    const { id, curation } = known ?? fresh;
    if (present.some(({ found }) => found.id === id)) return () => {};
    return places.take({ event: fresh.event, site, device }, curation.letIn, present);
  };

  const follow = async (camera: Camera, silentSince: number | null, media: Record<Kind, boolean>): Promise<void> => {
    if (silentSince === null && !camera.everFlowed && !(await places.begin(camera))) return;
    await liveCameras.flows(camera, silentSince, media);
  };

  const takeOver = (former: Camera | undefined, phone: Phone) => {
    if (former?.phone && former.phone !== phone) former.phone.ended('takenOver');
  };

  /** How it is taken in. What is live here goes on while the registry is away, as it was. */
  const admitted = (event: Event, digest: string, comer: Comer) =>
    admission(event, comer, digest).catch((error) => {
      const here = liveCameras.ofCamera(digest);
      if (here && isRefusal(error, 'registryDown')) return here.record;
      throw error;
    });

  /** Its tile: the one it had before, or a new one. */
  const claim = async (fresh: PerspectiveRecord, origin: Origin): Promise<PerspectiveRecord> => {
    const { event } = fresh;
    const known = await store.claim(event, origin, fresh);
    if (!known) {
      // Taken back over another server, while it was still on the air here: it begins anew when it asks again.
      const here = liveCameras.find(fresh.id);
      if (here) await liveCameras.takeOff(here);
      throw new Refusal('notYet');
    }
    // Whoever was removed may come back, and stays hidden until somebody shows it.
    if (known.curation.out !== 'removed') return known;
    await log.change({ event, target: { is: 'perspective', id: known.id }, patch: { out: 'no' } });
    return (await store.get(event, known.id)) ?? known;
  };

  /** A moderator, or its spectator, may have decided something while the uplink was made. */
  const catchUp = async (camera: Camera): Promise<void> => {
    const { record, phone } = camera;
    const latest = await store.get(record.event, record.id);
    if (latest?.curation.out === 'no') {
      liveCameras.setReceivers(camera, latest.curation);
      return liveCameras.settle(camera, { curation: latest.curation });
    }
    // Where the registry has lost it nobody decided anything: a phone that is gone by itself goes live anew.
    if (latest) phone?.ended(latest.curation.out);
    await liveCameras.takeOff(camera);
  };

  const admit = async (eventId: string, digest: string, wish: Wish, phone: Phone, comer: Comer): Promise<Camera> => {
    await takeTurn('goLive', comer.asker);
    // Side by side: a distant registry takes its time for each question.
    const [event, known, present] = await Promise.all([
      events.get(eventId),
      store.ofCamera(eventId, digest),
      store.present(eventId),
    ]);
    if (!event) throw new Refusal('noSuchEvent');
    const { curation, isSuspect } = await admitted(event, digest, comer);
    const fresh = freshRecord(event, digest, curation, isSuspect);
    const arrived = await takePlace(fresh, known, present, comer);
    try {
      return await takeIn(event, fresh, { digest, wish, phone, comer, arrived });
    } finally {
      arrived();
    }
  };

  const takeIn = async (
    event: Event,
    fresh: PerspectiveRecord,
    { digest, wish, phone, comer, arrived }: Arrival,
  ): Promise<Camera> => {
    const origin = originOf(digest, comer);
    const known = await claim(fresh, origin);
    const former = liveCameras.find(known.id);
    const record: PerspectiveRecord = {
      ...known,
      label: wish.label,
      place: wish.place,
      state: 'connecting',
      media: { video: false, audio: false },
      clock: null,
      since: known.state === 'gone' ? wallNow() : known.since,
    };
    const uplink = await stages.openUplink(event.id, record.id, receiversOf(record), comer.asker.site, {
      flows: (silentSince, media) => void follow(camera, silentSince, media).catch(onFault),
      reported: (report) => void keep.keepTime.reported(camera, report).catch(onFault),
      frameCaptured: (phoneMs) => camera.phone?.frameCaptured(phoneMs),
      wanted: (wanted) => camera.phone?.wantedLayer(wanted),
      measured: (sent) => void keep.keepRate.measured(camera, sent).catch(onFault),
      lost() {
        // No packet will say so: a phone that does not come back would be shown for ever.
        void liveCameras.flows(camera, camera.silentSince ?? now(), camera.record.media).catch(onFault);
        camera.phone?.stageLost();
      },
    });
    const camera: Camera = {
      digest,
      origin,
      site: comer.asker.site,
      record,
      uplink,
      phone,
      tracks: { video: true, audio: true },
      everFlowed: former?.everFlowed ?? false,
      silentSince: now(),
      cameAt: former?.cameAt ?? now(),
      flowedAt: former?.flowedAt ?? now(),
      toldWatching: 0,
      time: noTime(),
      doors: event.doors,
      health: null,
      watchedMs: former?.watchedMs ?? 0,
    };
    takeOver(former, phone);
    liveCameras.cameras.set(record.id, camera);
    arrived();
    liveCameras.announce(camera);
    // Its claim is written: the rest need not be waited for, and is kept where it cannot be written now.
    liveCameras.save(record).catch(onFault);
    await catchUp(camera);
    return camera;
  };

  return {
    goLive(eventId: string, wish: Wish, phone: Phone, comer: Comer): Promise<Camera> {
      const digest = digestOf(eventId, wish.cameraId);
      return inCameraQueue(digest, () => admit(eventId, digest, wish, phone, comer));
    },

    catchUp,

    /** The camera of a phone that is back over a new socket, if its uplink still stands here. */
    find(eventId: string, cameraId: string, transport: string, phone: Phone): Camera {
      const digest = digestOf(eventId, cameraId);
      const camera = liveCameras.ofCamera(digest);
      if (camera?.uplink.offer.id !== transport) throw new Refusal('notYet');
      takeOver(camera, phone);
      camera.phone = phone;
      phone.wantedLayer(camera.uplink.wanted);
      return camera;
    },

    async setTracks(camera: Camera, tracks: Record<Kind, boolean>): Promise<void> {
      camera.tracks = tracks;
      await camera.uplink.setTracks(tracks);
    },
  };
}

export type GoLive = ReturnType<typeof createGoLive>;
