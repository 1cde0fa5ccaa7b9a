import { randomBytes } from 'node:crypto';
import type { Curation, Event, Kind, Place } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { receiversOf } from '../../shared/rights.ts';
import { type Admission, digestOf, digestsOf, type From } from './admission.ts';
import type { CameraSlots } from './cameraSlots.ts';
import type { KeepRate } from './keepRate.ts';
import type { KeepTime } from './keepTime.ts';
import type { KeyedQueue } from './keyedQueue.ts';
import type { LiveCamera, Phone } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { CheckRate } from './ports/checkRate.ts';
import type { Now, WallNow } from './ports/clocks.ts';
import type { CurationLog } from './ports/curationLog.ts';
import type { EventRecords, Found } from './ports/eventStore.ts';
import type { Stages, UplinkListener } from './ports/media.ts';
import type { Origin, PerspectiveRecord, PerspectiveStore } from './ports/perspectiveStore.ts';

type Parts = {
  events: EventRecords;
  store: PerspectiveStore;
  curationLog: CurationLog;
  admission: Admission;
  checkRate: CheckRate;
  stages: Pick<Stages, 'openUplink'>;
  liveCameras: LiveCameras;
  keepTime: KeepTime;
  keepRate: KeepRate;
  now: Now;
  wallNow: WallNow;
  cameraSlots: CameraSlots;
  /**
   * Two tabs, or a phone that repeats its request, must not get two tiles for one camera; nor may a camera go live
   * while its data is being taken back.
   */
  inCameraQueue: KeyedQueue;
  onDefect: (error: unknown) => void;
};
type Wish = { cameraId: string; label: string; place: Place };
/** Digests of the phone, and what its limits are counted by. */
type Newcomer = From & { asker: Asker };

/** A camera that asks to go live. */
type Arrival = { digest: string; wish: Wish; phone: Phone; newcomer: Newcomer };

/**
 * Admits cameras. The same camera id takes its former tile, so that a phone that comes back is the same perspective.
 */
export function createGoLive(parts: Parts) {
  const { events, store, curationLog, admission, checkRate, stages, liveCameras, cameraSlots, now, wallNow, onDefect } =
    parts;
  const { keepTime, keepRate, inCameraQueue } = parts;

  const freshRecord = (event: Event, digest: string, curation: Curation, isSuspect: boolean): PerspectiveRecord => {
    const here = liveCameras.ofCamera(digest)?.record;
    return {
      // If the registry lost the record, a camera that is live here keeps its tile and curation.
      id: here?.id ?? randomBytes(12).toString('base64url'),
      event: event.id,
      label: '',
      state: 'gone',
      curation: here?.curation ?? curation,
      place: { precision: 'off' },
      isSuspect,
      media: { video: false, audio: false },
      clock: null,
      since: wallNow(),
    };
  };

  /** Takes a slot before anything is written, so that a refused camera leaves no trace. Returns the release. */
  const takeSlot = async (
    fresh: PerspectiveRecord,
    known: PerspectiveRecord | null,
    present: readonly Found<PerspectiveRecord>[],
    { asker: { site }, device }: Newcomer,
  ): Promise<() => void> => {
    const { id, curation } = known ?? fresh;
    if (present.some(({ found }) => found.id === id)) return () => {};
    return cameraSlots.take({ event: fresh.event, site, device }, curation.letIn, present);
  };

  const followFlow = async (camera: LiveCamera, silentSince: number | null, media: Record<Kind, boolean>) => {
    if (!liveCameras.isLive(camera)) return;
    if (silentSince === null && !camera.everFlowed) await cameraSlots.begin(camera);
    // It may have left by now, or found no slot.
    if (liveCameras.isLive(camera)) await liveCameras.setFlow(camera, silentSince, media);
  };

  /** The listener of its uplink; the camera exists before the uplink calls it. */
  const listenerOf = (cameraOf: () => LiveCamera): UplinkListener => ({
    flows: (silentSince, media) => void followFlow(cameraOf(), silentSince, media).catch(onDefect),
    reported: (report) => void keepTime.reported(cameraOf(), report).catch(onDefect),
    frameCaptured: (phoneMs) => cameraOf().phone?.frameCaptured(phoneMs),
    wanted: (wanted) => cameraOf().phone?.wantedLayer(wanted),
    measured: (sent) => void keepRate.measured(cameraOf(), sent).catch(onDefect),
    lost() {
      const { silentSince, record, phone } = cameraOf();
      // When a worker dies nothing else reports the end of media; without this, a phone that stays away would be shown
      // for ever.
      void followFlow(cameraOf(), silentSince ?? now(), record.media).catch(onDefect);
      phone?.stageLost();
    },
  });

  /** Its curation. While the registry is down, a camera that is live here keeps the one it has. */
  const admitted = (event: Event, digest: string, newcomer: Newcomer) =>
    admission(event, newcomer, digest).catch((error) => {
      const here = liveCameras.ofCamera(digest);
      if (here && isRefusal(error, 'registryDown')) return here.record;
      throw error;
    });

  /** The record of its tile: the one it had before, or a new one. */
  const claim = async (fresh: PerspectiveRecord, origin: Origin): Promise<PerspectiveRecord> => {
    const { event } = fresh;
    const known = await store.claim(event, origin, fresh);
    if (!known) {
      // Taken back through another server while it was live here: it starts again when it asks again.
      const here = liveCameras.find(fresh.id);
      if (here) await liveCameras.takeOff(here);
      throw new Refusal('notYet');
    }
    // A removed camera may come back, hidden until a moderator shows it.
    if (known.curation.out !== 'removed') return known;
    await curationLog.change({ event, target: { is: 'perspective', id: known.id }, patch: { out: 'no' } });
    return (await store.get(event, known.id)) ?? known;
  };

  /** Decisions may have been made while the uplink was created. */
  const catchUp = async (camera: LiveCamera): Promise<void> => {
    const { record, phone } = camera;
    const latest = await store.get(record.event, record.id);
    if (!liveCameras.isLive(camera)) return;
    if (latest?.curation.out === 'no') {
      liveCameras.setReceivers(camera, latest.curation);
      return liveCameras.setCuration(camera, latest.curation);
    }
    // A lost record is not a decision: the phone simply goes live again.
    if (latest) phone?.ended(latest.curation.out);
    await liveCameras.takeOff(camera);
  };

  const takeIn = async (event: Event, fresh: PerspectiveRecord, arrival: Arrival, leaveComing: () => void) => {
    const { digest, wish, phone, newcomer } = arrival;
    const { site } = newcomer.asker;
    const origin = digestsOf(digest, newcomer);
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
    const listener = listenerOf(() => camera);
    const uplink = await stages.openUplink(event.id, record.id, receiversOf(record), site, listener);
    const camera = liveCameras.add({ digest, origin, site, record, uplink, phone, doors: event.doors, former });
    leaveComing();
    await catchUp(camera);
    return camera;
  };

  const admit = async (eventId: string, arrival: Arrival): Promise<LiveCamera> => {
    const { digest, newcomer } = arrival;
    await checkRate('goLive', newcomer.asker);
    // In parallel, because each round trip to a distant Redis counts.
    const [event, known, present] = await Promise.all([
      events.get(eventId),
      store.ofCamera(eventId, digest),
      store.present(eventId),
    ]);
    if (!event) throw new Refusal('noSuchEvent');
    const { curation, isSuspect } = await admitted(event, digest, newcomer);
    const fresh = freshRecord(event, digest, curation, isSuspect);
    const leaveComing = await takeSlot(fresh, known, present, newcomer);
    try {
      return await takeIn(event, fresh, arrival, leaveComing);
    } finally {
      leaveComing();
    }
  };

  return {
    /**
     * Throws `tooFast`, `noSuchEvent`, `eventClosed`, `banned`, `tooManyPerspectives`, `notYet` if it was taken back
     * while going live, `serverFull`, `mediaRestarting`, `registryDown`.
     */
    goLive(eventId: string, wish: Wish, phone: Phone, newcomer: Newcomer): Promise<LiveCamera> {
      const digest = digestOf(eventId, wish.cameraId);
      return inCameraQueue(digest, () => admit(eventId, { digest, wish, phone, newcomer }));
    },

    catchUp,

    /** The camera of a phone that reconnects. Throws `notYet` if its uplink is gone. */
    find(eventId: string, cameraId: string, transport: string, phone: Phone): LiveCamera {
      const digest = digestOf(eventId, cameraId);
      const camera = liveCameras.ofCamera(digest);
      if (camera?.uplink.offer.id !== transport) throw new Refusal('notYet');
      liveCameras.attachPhone(camera, phone);
      phone.wantedLayer(camera.uplink.wanted);
      return camera;
    },
  };
}

export type GoLive = ReturnType<typeof createGoLive>;
