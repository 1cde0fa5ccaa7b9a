import { goneAfterMs } from '../../shared/lifecycle.ts';
import { caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { findRoom, type Holder } from './findSlot.ts';
import type { Camera, LiveCameras } from './liveCameras.ts';
import type { Found, Now, PerspectiveRecord } from './ports.ts';

/** So many places has each: who connects, or waits to be let in, takes none of those whose media flows. */
type Line = 'connecting' | 'held' | 'live';

/** ICE and DTLS take a second or two, longer by a relay: who has sent nothing for so long gives up a place that others want. */
const graceMs = 4_000;

/** Where a camera that comes is from. */
type Comer = { event: string; site: string; device: string | null };
/** One that is on its way to its place: nobody takes that from it. */
type Arriving = Comer & { since: number };

type Parts = { liveCameras: LiveCameras; maxPerspectives: number; deviceCameras: number; now: Now };

const lineOf = (everFlowed: boolean, letIn: boolean): Line => (everFlowed ? (letIn ? 'live' : 'held') : 'connecting');

/** Cameras of an event on other nodes, or of before a restart, as they were `at` the last one that came here. */
type Elsewhere = { at: number; lines: Map<string, Line> };

/** Who has which of an event's places, and who gives one up to whom. */
export function createCameraPlaces({ liveCameras, maxPerspectives, deviceCameras, now }: Parts) {
  const arriving = new Set<Arriving>();
  const elsewhere = new Map<string, Elsewhere>();

  const lookElsewhere = (event: string, present: readonly Found<PerspectiveRecord>[]) => {
    const lines = new Map<string, Line>();
    for (const { found } of present) lines.set(found.id, lineOf(found.state !== 'connecting', found.curation.letIn));
    elsewhere.set(event, { at: now(), lines });
    for (const [each, { at }] of elsewhere) if (now() - at > goneAfterMs) elsewhere.delete(each);
  };

  /** They have their places, too; who has come here meanwhile is counted here. */
  const countElsewhere = (event: string, line: Line): number => {
    const { at, lines } = elsewhere.get(event) ?? { at: 0, lines: new Map<string, Line>() };
    // By now their own nodes have asserted them anew, or they are gone.
    if (now() - at > goneAfterMs) return 0;
    return [...lines].filter(([id, its]) => its === line && !liveCameras.find(id)).length;
  };

  const isIdle = ({ silentSince, flowedAt, tracks }: Camera): boolean =>
    silentSince !== null && (now() - flowedAt > graceMs || (!tracks.video && !tracks.audio));

  const ofDevice = ({ event, device }: Comer): Camera[] =>
    device === null
      ? []
      : [...liveCameras.cameras.values()].filter(
          (each) => each.record.event === event && each.origin.device === device,
        );

  /** A page that was reloaded leaves cameras behind, whose sockets are gone: the one that was silent first goes first. */
  const formerOf = (comer: Comer): Camera | undefined =>
    ofDevice(comer)
      .filter(({ phone }) => phone === null)
      .sort((a, b) => (a.silentSince ?? now()) - (b.silentSince ?? now()))[0];

  const holdersOf = (comer: Comer, line: Line, but?: Camera): Holder<Camera | null>[] => {
    const { event, device } = comer;
    const holders: Holder<Camera | null>[] = [];
    for (const camera of liveCameras.cameras.values()) {
      const { record, everFlowed, site, cameAt } = camera;
      if (camera === but || record.event !== event || lineOf(everFlowed, record.curation.letIn) !== line) continue;
      const isFormer = device !== null && camera.origin.device === device && camera.phone === null;
      holders.push({ of: camera, site, since: cameAt, isIdle: isIdle(camera), isFormer, isComing: false });
    }
    if (line !== 'connecting') return holders;
    const coming = [...arriving].filter((each) => each.event === event);
    return [...holders, ...coming.map(({ site, since }) => ({ of: null, site, since, isIdle: false, isComing: true }))];
  };

  const roomIn = (comer: Comer, line: Line, but?: Camera) =>
    findRoom(holdersOf(comer, line, but), comer.site, maxPerspectives - countElsewhere(comer.event, line));

  const giveUp = async (camera: Camera): Promise<void> => {
    camera.phone?.ended('full');
    await liveCameras.takeOff(camera);
  };

  /** Whose place it takes of its own device's, where that has as many as it may; also those that are on their way count. */
  const ownPlace = (comer: Comer): Camera | undefined => {
    const { event, device } = comer;
    const coming = [...arriving].filter((each) => device !== null && each.event === event && each.device === device);
    if (ofDevice(comer).length + coming.length < deviceCameras) return undefined;
    const former = formerOf(comer);
    if (!former) throw new Refusal('tooManyPerspectives', 'of this device');
    return former;
  };

  return {
    /** A place to connect from, where there will be one to send from; returns what to call once it is on the air. */
    async take(comer: Comer, letIn: boolean, present: readonly Found<PerspectiveRecord>[]): Promise<() => void> {
      lookElsewhere(comer.event, present);
      const own = ownPlace(comer);
      const room = roomIn(comer, 'connecting', own);
      const isFull = room.is === 'full' || roomIn(comer, letIn ? 'live' : 'held', own).is === 'full';
      if (isFull) throw new Refusal('tooManyPerspectives');
      const mine = { ...comer, since: now() };
      arriving.add(mine);
      const leaving = [own, room.is === 'givenUp' ? room.by : null];
      try {
        await Promise.all(leaving.map((each) => each && giveUp(each)));
      } catch (error) {
        arriving.delete(mine);
        throw error;
      }
      return () => void arriving.delete(mine);
    },

    /** Its media begins to flow: it leaves those who connect. False where others have all places, and it is off the air. */
    async begin(camera: Camera): Promise<boolean> {
      const { event, curation } = camera.record;
      const { site, origin } = camera;
      const room = roomIn({ event, site, device: origin.device }, curation.letIn ? 'live' : 'held', camera);
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
