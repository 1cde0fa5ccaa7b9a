import { createHash, randomBytes } from 'node:crypto';
import type { Event, Kind, Place } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import { type KeepTime, noTime } from './keepTime.ts';
import type { Camera, OnAir, Phone } from './onAir.ts';
import type { EventBook, Now, PerspectiveBook, PerspectiveRecord, Stages } from './ports.ts';
import { createQueues } from './queues.ts';
import { reachOf } from './shown.ts';

type Parts = {
  events: EventBook;
  book: PerspectiveBook;
  stages: Stages;
  onAir: OnAir;
  keepTime: KeepTime;
  now: Now;
  maxPerspectives: number;
  onFault: (error: unknown) => void;
};
type Wish = { cameraId: string; label: string; place: Place };

/** The camera id is the phone's key to its tile: only its digest is kept. */
const digestOf = (event: string, cameraId: string) =>
  createHash('sha256').update(`${event}/${cameraId}`).digest('base64url');

/** Admits cameras: the same camera id takes its old place, so that a phone that comes back is the same tile. */
export function createGoLive({ events, book, stages, onAir, keepTime, now, maxPerspectives, onFault }: Parts) {
  // Two tabs, or a phone that asks again before its first answer came, must not make two tiles of one camera.
  const inTurn = createQueues();

  const freshRecord = (event: Event): PerspectiveRecord => ({
    id: randomBytes(12).toString('base64url'),
    event: event.id,
    label: '',
    state: 'gone',
    curation: { letIn: event.doors === 'open', featured: false, hidden: false, nudgeMs: 0 },
    place: { precision: 'off' },
    media: { video: false, audio: false },
    clock: null,
    since: now(),
  });

  const refuseIfFull = async (event: string, id: string) => {
    const present = await book.present(event);
    const isHere = present.some(({ found }) => found.id === id);
    if (!isHere && present.length >= maxPerspectives) throw new Refusal('tooManyPerspectives');
  };

  const takeOver = (former: Camera | undefined, phone: Phone) => {
    if (former?.phone && former.phone !== phone) former.phone.ended('takenOver');
  };

  const admit = async (eventId: string, wish: Wish, phone: Phone): Promise<Camera> => {
    const event = await events.get(eventId);
    if (!event) throw new Refusal('noSuchEvent');
    const digest = digestOf(event.id, wish.cameraId);
    const known = await book.claim(event.id, digest, freshRecord(event));
    await refuseIfFull(event.id, known.id);
    const former = onAir.find(known.id);
    const record: PerspectiveRecord = {
      ...known,
      label: wish.label,
      place: wish.place,
      state: 'connecting',
      media: { video: false, audio: false },
      clock: null,
      since: known.state === 'gone' ? now() : known.since,
    };
    const uplink = await stages.openUplink(event.id, record.id, reachOf(record), {
      flows: (flows, media) => void onAir.flows(camera, flows, media).catch(onFault),
      reported: (report) => void keepTime.reported(camera, report).catch(onFault),
      lost: () => camera.phone?.stageLost(),
    });
    const camera: Camera = {
      digest,
      record,
      uplink,
      phone,
      tracks: { video: true, audio: true },
      everFlowed: former?.everFlowed ?? false,
      silentSince: now(),
      toldWatching: 0,
      time: noTime(),
    };
    takeOver(former, phone);
    onAir.cameras.set(record.id, camera);
    await book.save(record);
    onAir.announce(camera);
    return camera;
  };

  return {
    goLive(eventId: string, wish: Wish, phone: Phone): Promise<Camera> {
      return inTurn(digestOf(eventId, wish.cameraId), () => admit(eventId, wish, phone));
    },

    /** The camera of a phone that is back over a new socket, if its uplink still stands here. */
    find(eventId: string, cameraId: string, transport: string, phone: Phone): Camera {
      const digest = digestOf(eventId, cameraId);
      const camera = [...onAir.cameras.values()].find((each) => each.digest === digest);
      if (camera?.uplink.offer.id !== transport) throw new Refusal('notYet');
      takeOver(camera, phone);
      camera.phone = phone;
      return camera;
    },

    async setTracks(camera: Camera, tracks: Record<Kind, boolean>): Promise<void> {
      camera.tracks = tracks;
      await camera.uplink.setTracks(tracks);
    },
  };
}

export type GoLive = ReturnType<typeof createGoLive>;
