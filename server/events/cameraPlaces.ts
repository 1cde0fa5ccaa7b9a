import { caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Camera, OnAir } from './onAir.ts';
import { findRoom, type Holder } from './places.ts';
import type { Found, Now, PerspectiveRecord } from './ports.ts';

/** So many places has each: who connects, or waits to be let in, takes none of those whose media flows. */
type Line = 'connecting' | 'held' | 'live';

/** ICE and DTLS take a second or two, longer by a relay: who has sent nothing for so long gives up a place that others want. */
const graceMs = 4_000;

/** Where a camera that comes is from. */
type Comer = { event: string; network: string; device: string | null };
/** One that is on its way to its place: nobody takes that from it. */
type Arriving = Comer & { since: number };

type Parts = { onAir: OnAir; maxPerspectives: number; deviceCameras: number; now: Now };

const lineOf = (everFlowed: boolean, letIn: boolean): Line => (everFlowed ? (letIn ? 'live' : 'held') : 'connecting');

/** Who has which of an event's places, and who gives one up to whom. */
export function createCameraPlaces({ onAir, maxPerspectives, deviceCameras, now }: Parts) {
  const arriving = new Set<Arriving>();
  /** Cameras of an event on other nodes, as of the last one that came here: they have their places, too. */
  const elsewhere = new Map<string, Record<Line, number>>();

  const isIdle = ({ silentSince, flowedAt, tracks }: Camera): boolean =>
    silentSince !== null && (now() - flowedAt > graceMs || (!tracks.video && !tracks.audio));

  const holdersOf = (event: string, line: Line, but?: Camera): Holder<Camera | null>[] => {
    const holders: Holder<Camera | null>[] = [];
    for (const camera of onAir.cameras.values()) {
      const { record, everFlowed, origin, cameAt } = camera;
      if (camera === but || record.event !== event || lineOf(everFlowed, record.curation.letIn) !== line) continue;
      holders.push({ of: camera, network: origin.network, since: cameAt, isIdle: isIdle(camera), isComing: false });
    }
    if (line !== 'connecting') return holders;
    const coming = [...arriving].filter((each) => each.event === event);
    return [
      ...holders,
      ...coming.map(({ network, since }) => ({ of: null, network, since, isIdle: false, isComing: true })),
    ];
  };

  const roomIn = ({ event, network }: Comer, line: Line, but?: Camera) =>
    findRoom(holdersOf(event, line, but), network, maxPerspectives - (elsewhere.get(event)?.[line] ?? 0));

  const giveUp = async (camera: Camera): Promise<void> => {
    camera.phone?.ended('full');
    await onAir.takeOff(camera);
  };

  const refuseTooManyOf = ({ event, device }: Comer) => {
    if (device === null) return;
    const own = [...onAir.cameras.values()].filter(
      (each) => each.record.event === event && each.origin.device === device,
    );
    if (own.length >= deviceCameras) throw new Refusal('tooManyPerspectives', 'of this device');
  };

  return {
    /** A place to connect from, where there will be one to send from; returns what to call once it is taken. */
    async take(comer: Comer, letIn: boolean, present: readonly Found<PerspectiveRecord>[]): Promise<() => void> {
      const others = { connecting: 0, held: 0, live: 0 };
      for (const { found } of present) {
        if (!onAir.find(found.id)) others[lineOf(found.state !== 'connecting', found.curation.letIn)] += 1;
      }
      if (present.length === 0) elsewhere.delete(comer.event);
      else elsewhere.set(comer.event, others);
      refuseTooManyOf(comer);
      const room = roomIn(comer, 'connecting');
      const isFull = room.is === 'full' || roomIn(comer, letIn ? 'live' : 'held').is === 'full';
      if (isFull) throw new Refusal('tooManyPerspectives');
      const mine = { ...comer, since: now() };
      arriving.add(mine);
      if (room.is === 'givenUp' && room.by) await giveUp(room.by);
      return () => void arriving.delete(mine);
    },

    /** Its media begins to flow: it leaves those who connect. False where others have all places, and it is off the air. */
    async begin(camera: Camera): Promise<boolean> {
      const { event, curation } = camera.record;
      const { network, device } = camera.origin;
      const room = roomIn({ event, network, device }, curation.letIn ? 'live' : 'held', camera);
      // At once, before anything is waited for: the next one that begins has to see it.
      camera.everFlowed = room.is !== 'full';
      if (room.is === 'full') await giveUp(camera);
      else if (room.is === 'givenUp' && room.by) await giveUp(room.by);
      return room.is !== 'full';
    },
  };
}

export type CameraPlaces = ReturnType<typeof createCameraPlaces>;
/** Beside its network's share. */
export const camerasOfDevice = (scale: number): number => Math.ceil(caps.cameras.device * scale);
