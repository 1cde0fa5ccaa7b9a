import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import type { Curation, Kind, PerspectiveClock, Place } from '../../shared/domain.ts';
import { stateOf } from '../../shared/lifecycle.ts';
import type { Timekeeping } from './keepTime.ts';
import type { Audience, Now, PerspectiveBook, PerspectiveRecord, Stages, Uplink } from './ports.ts';
import { announce, reachOf } from './shown.ts';

/** How a camera's phone is spoken to; replaced when it comes back over another socket. */
export type Phone = {
  changed(perspective: OwnPerspective): void;
  stageLost(): void;
  ended(why: 'takenOver' | 'removed'): void;
};

/** One camera that this node takes in. `phone` is null while its socket is gone. */
export type Camera = {
  digest: string;
  record: PerspectiveRecord;
  uplink: Uplink;
  phone: Phone | null;
  tracks: Record<Kind, boolean>;
  everFlowed: boolean;
  /** When media last stopped, or when the camera came; null while it flows. */
  silentSince: number | null;
  toldWatching: number;
  time: Timekeeping;
};

type Parts = { book: PerspectiveBook; stages: Stages; audience: Audience; now: Now };

/** The cameras that this node has on the air, and the one way in which what is known of them changes. */
export function createOnAir({ book, stages, audience, now }: Parts) {
  const cameras = new Map<string, Camera>();

  const own = (camera: Camera): OwnPerspective => ({
    ...camera.record,
    place: camera.record.place.precision === 'off' ? null : camera.record.place,
    watching: stages.watching(camera.record.event, camera.record.id),
  });

  const change = async (camera: Camera, part: Partial<PerspectiveRecord>): Promise<void> => {
    const before = JSON.stringify(camera.record);
    camera.record = { ...camera.record, ...part };
    if (JSON.stringify(camera.record) === before) return;
    camera.phone?.changed(own(camera));
    announce(audience, camera.record);
    await book.save(camera.record);
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
    announce: (camera: Camera) => announce(audience, camera.record),
    find: (id: string): Camera | undefined => cameras.get(id),
    setClock: (camera: Camera, clock: PerspectiveClock) => change(camera, { clock }),
    setPlace: (camera: Camera, place: Place) => change(camera, { place }),

    /** What the worker says of the tracks; silence is not yet a stall (see presence). */
    flows(camera: Camera, flows: boolean, media: Record<Kind, boolean>): Promise<void> {
      if (flows) camera.everFlowed = true;
      camera.silentSince = flows ? null : (camera.silentSince ?? now());
      return flows ? settle(camera, { media }) : change(camera, { media });
    },

    async curate(camera: Camera, curation: Curation): Promise<void> {
      const isLess = reachOf({ ...camera.record, curation }) === 'moderators';
      const act = () => stages.setReach(camera.record.event, camera.record.id, reachOf({ ...camera.record, curation }));
      // What takes away acts on the media first; what gives writes first: a fault between leaves less shown.
      if (isLess) act();
      await settle(camera, { curation });
      if (!isLess) act();
    },

    /** Takes a camera off the air; its tile is kept for when it comes back. */
    async takeOff(camera: Camera): Promise<void> {
      if (cameras.get(camera.record.id) === camera) cameras.delete(camera.record.id);
      camera.uplink.close();
      await change(camera, { state: 'gone', media: { video: false, audio: false } });
    },
  };
}

export type OnAir = ReturnType<typeof createOnAir>;
