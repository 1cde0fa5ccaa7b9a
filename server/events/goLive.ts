import { randomBytes } from 'node:crypto';
import type { Curation, Event, Kind, Place } from '../../shared/domain.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { reachOf } from '../../shared/rights.ts';
import { type Admission, digestOf, type From, originOf } from './admission.ts';
import type { CameraPlaces } from './cameraPlaces.ts';
import type { KeepRate } from './keepRate.ts';
import { type KeepTime, noTime } from './keepTime.ts';
import type { Camera, OnAir, Phone } from './onAir.ts';
import type {
  CurationLog,
  EventBook,
  Now,
  PerspectiveBook,
  PerspectiveRecord,
  Stages,
  TakeTurn,
  WallNow,
} from './ports.ts';
import { createQueues } from './queues.ts';

type Parts = {
  events: EventBook;
  book: PerspectiveBook;
  log: CurationLog;
  admission: Admission;
  takeTurn: TakeTurn;
  stages: Stages;
  onAir: OnAir;
  keepTime: KeepTime;
  keepRate: KeepRate;
  now: Now;
  wallNow: WallNow;
  places: CameraPlaces;
  onFault: (error: unknown) => void;
};
type Wish = { cameraId: string; label: string; place: Place };
/** Where the phone comes from, and who it is to the limits. */
type Comer = From & { asker: Asker };

/** Admits cameras: the same camera id takes its old place, so that a phone that comes back is the same tile. */
export function createGoLive(parts: Parts) {
  const { events, book, log, admission, takeTurn, stages, onAir, places, now, wallNow, onFault, ...keep } = parts;
  // Two tabs, or a phone that asks again before its first answer came, must not make two tiles of one camera.
  const inTurn = createQueues();

  const freshRecord = (event: Event, curation: Curation, isSuspect: boolean): PerspectiveRecord => ({
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
  });

  /** Before anything is written of a camera: whoever is refused leaves nothing behind. Returns what to call once it is in. */
  const takePlace = async (event: Event, digest: string, { network, device }: Comer): Promise<() => void> => {
    const [known, present] = await Promise.all([book.ofCamera(event.id, digest), book.present(event.id)]);
    if (present.some(({ found }) => found.id === known?.id)) return () => {};
    const letIn = known?.curation.letIn ?? event.doors === 'open';
    return places.take({ event: event.id, network, device }, letIn, present);
  };

  const follow = async (camera: Camera, silentSince: number | null, media: Record<Kind, boolean>): Promise<void> => {
    if (silentSince === null && !camera.everFlowed && !(await places.begin(camera))) return;
    await onAir.flows(camera, silentSince, media);
  };

  const takeOver = (former: Camera | undefined, phone: Phone) => {
    if (former?.phone && former.phone !== phone) former.phone.ended('takenOver');
  };

  /** Its tile: the one it had before, or a new one. */
  const claim = async (event: Event, digest: string, comer: Comer): Promise<PerspectiveRecord> => {
    const { curation, isSuspect } = await admission(event, comer, digest);
    const known = await book.claim(event.id, originOf(digest, comer), freshRecord(event, curation, isSuspect));
    // Whoever was removed may come back, and stays hidden until somebody shows it.
    if (known.curation.out !== 'removed') return known;
    const target = { is: 'perspective', id: known.id } as const;
    await log.change({ event: event.id, target, patch: { out: 'no' } });
    return (await book.get(event.id, known.id)) ?? known;
  };

  /** A moderator, or its spectator, may have decided something while the uplink was made. */
  const catchUp = async (camera: Camera): Promise<void> => {
    const { record, phone } = camera;
    const latest = await book.get(record.event, record.id);
    if (latest?.curation.out === 'no') {
      onAir.setReach(camera, latest.curation);
      return onAir.settle(camera, { curation: latest.curation });
    }
    phone?.ended(latest?.curation.out ?? 'takenBack');
    await onAir.takeOff(camera);
  };

  const admit = async (eventId: string, wish: Wish, phone: Phone, comer: Comer): Promise<Camera> => {
    await takeTurn('goLive', comer.asker);
    const event = await events.get(eventId);
    if (!event) throw new Refusal('noSuchEvent');
    const digest = digestOf(event.id, wish.cameraId);
    const arrived = await takePlace(event, digest, comer);
    try {
      return await takeIn(event, digest, wish, phone, comer);
    } finally {
      arrived();
    }
  };

  const takeIn = async (event: Event, digest: string, wish: Wish, phone: Phone, comer: Comer): Promise<Camera> => {
    const known = await claim(event, digest, comer);
    const former = onAir.find(known.id);
    const record: PerspectiveRecord = {
      ...known,
      label: wish.label,
      place: wish.place,
      state: 'connecting',
      media: { video: false, audio: false },
      clock: null,
      since: known.state === 'gone' ? wallNow() : known.since,
    };
    const uplink = await stages.openUplink(event.id, record.id, reachOf(record), comer.asker.network, {
      flows: (silentSince, media) => void follow(camera, silentSince, media).catch(onFault),
      reported: (report) => void keep.keepTime.reported(camera, report).catch(onFault),
      stamped: (phoneMs) => camera.phone?.stamped(phoneMs),
      wanted: (wanted) => camera.phone?.wantedLayer(wanted),
      measured: (sent) => void keep.keepRate.measured(camera, sent).catch(onFault),
      lost() {
        // No packet will say so: a phone that does not come back would be shown for ever.
        void onAir.flows(camera, camera.silentSince ?? now(), camera.record.media).catch(onFault);
        camera.phone?.stageLost();
      },
    });
    const camera: Camera = {
      digest,
      record,
      uplink,
      phone,
      tracks: { video: true, audio: true },
      everFlowed: former?.everFlowed ?? false,
      silentSince: now(),
      cameAt: former?.cameAt ?? now(),
      flowedAt: former?.flowedAt ?? now(),
      network: comer.network,
      device: comer.device,
      toldWatching: 0,
      time: noTime(),
      doors: event.doors,
      health: null,
      watchedMs: former?.watchedMs ?? 0,
    };
    takeOver(former, phone);
    onAir.cameras.set(record.id, camera);
    await book.save(record);
    onAir.announce(camera);
    await catchUp(camera);
    return camera;
  };

  return {
    goLive(eventId: string, wish: Wish, phone: Phone, comer: Comer): Promise<Camera> {
      return inTurn(digestOf(eventId, wish.cameraId), () => admit(eventId, wish, phone, comer));
    },

    /** The camera of a phone that is back over a new socket, if its uplink still stands here. */
    find(eventId: string, cameraId: string, transport: string, phone: Phone): Camera {
      const digest = digestOf(eventId, cameraId);
      const camera = [...onAir.cameras.values()].find((each) => each.digest === digest);
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
