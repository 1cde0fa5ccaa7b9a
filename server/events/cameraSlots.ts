import { goneAfterMs } from '../../shared/lifecycle.ts';
import { caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { findSlot, type Holder } from './findSlot.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Now } from './ports/clocks.ts';
import type { Found } from './ports/eventStore.ts';
import type { PerspectiveRecord } from './ports/perspectiveStore.ts';

/** Each pool has as many slots as the event allows, so cameras that connect or are held take none from live ones. */
type Pool = 'connecting' | 'held' | 'live';

/** ICE and DTLS take a second or two, longer over a relay. A camera that has sent nothing for this long is idle. */
const graceMs = 4_000;

/** A camera that asks for a slot. */
type Newcomer = { event: string; site: string; device: string | null };
/** A camera that is still going live; its slot is reserved. */
type Coming = Newcomer & { since: number };

type Parts = { liveCameras: LiveCameras; maxPerspectives: number; deviceCameras: number; now: Now };

const poolOf = (everFlowed: boolean, letIn: boolean): Pool => (everFlowed ? (letIn ? 'live' : 'held') : 'connecting');

/** Cameras per device; its network has a limit of its own. */
export const camerasOfDevice = (scale: number): number => Math.ceil(caps.cameras.device * scale);

/** Cameras this server does not have (other servers, or before a restart), as last read from the registry at `at`. */
type Elsewhere = { at: number; pools: Map<string, Pool> };

/** Assigns an event's slots to cameras, and decides which camera gives one up. */
export function createCameraSlots({ liveCameras, maxPerspectives, deviceCameras, now }: Parts) {
  const coming = new Set<Coming>();
  const elsewhere = new Map<string, Elsewhere>();

  const noteElsewhere = (event: string, present: readonly Found<PerspectiveRecord>[]) => {
    const pools = new Map<string, Pool>();
    for (const { found } of present) pools.set(found.id, poolOf(found.state !== 'connecting', found.curation.letIn));
    elsewhere.set(event, { at: now(), pools });
    for (const [each, { at }] of elsewhere) if (now() - at > goneAfterMs) elsewhere.delete(each);
  };

  /** Cameras elsewhere hold slots, too; those that have since moved to this server are counted as live here. */
  const countElsewhere = (event: string, pool: Pool): number => {
    const { at, pools } = elsewhere.get(event) ?? { at: 0, pools: new Map<string, Pool>() };
    // After that long they are gone, or their servers have asserted them again.
    if (now() - at > goneAfterMs) return 0;
    return [...pools].filter(([id, its]) => its === pool && !liveCameras.find(id)).length;
  };

  const isIdle = ({ silentSince, flowedAt, tracks }: LiveCamera): boolean =>
    silentSince !== null && (now() - flowedAt > graceMs || (!tracks.video && !tracks.audio));

  const ofDevice = ({ event, device }: Newcomer): LiveCamera[] =>
    device === null ? [] : liveCameras.ofEvent(event).filter(({ origin }) => origin.device === device);

  /** A reload leaves cameras without a socket. The one that has been silent longest is dropped first. */
  const formerOf = (newcomer: Newcomer): LiveCamera | undefined =>
    ofDevice(newcomer)
      .filter(({ phone }) => phone === null)
      .sort((a, b) => (a.silentSince ?? now()) - (b.silentSince ?? now()))[0];

  const holdersOf = ({ event, device }: Newcomer, pool: Pool, except?: LiveCamera): Holder<LiveCamera | null>[] => {
    const holders: Holder<LiveCamera | null>[] = [];
    for (const camera of liveCameras.ofEvent(event)) {
      const { record, everFlowed, site, cameAt } = camera;
      if (camera === except || poolOf(everFlowed, record.curation.letIn) !== pool) continue;
      const isFormer = device !== null && camera.origin.device === device && camera.phone === null;
      holders.push({ of: camera, site, since: cameAt, isIdle: isIdle(camera), isFormer, isComing: false });
    }
    if (pool !== 'connecting') return holders;
    const here = [...coming].filter((each) => each.event === event);
    return [...holders, ...here.map(({ site, since }) => ({ of: null, site, since, isIdle: false, isComing: true }))];
  };

  const slotIn = (newcomer: Newcomer, pool: Pool, except?: LiveCamera) =>
    findSlot(holdersOf(newcomer, pool, except), newcomer.site, maxPerspectives - countElsewhere(newcomer.event, pool));

  const giveUp = async (camera: LiveCamera): Promise<void> => {
    camera.phone?.ended('full');
    await liveCameras.takeOff(camera);
  };

  /** The camera to drop when this device is at its limit; cameras still connecting count. */
  const ownSlot = (newcomer: Newcomer): LiveCamera | undefined => {
    const { event, device } = newcomer;
    const own = [...coming].filter((each) => device !== null && each.event === event && each.device === device);
    if (ofDevice(newcomer).length + own.length < deviceCameras) return undefined;
    const former = formerOf(newcomer);
    if (!former) throw new Refusal('tooManyPerspectives', 'of this device');
    return former;
  };

  return {
    /**
     * Takes a slot in `connecting`, provided that the next pool has one, too. Returns the release, for when the camera
     * is live or has failed. Throws `tooManyPerspectives`.
     */
    async take(newcomer: Newcomer, letIn: boolean, present: readonly Found<PerspectiveRecord>[]): Promise<() => void> {
      noteElsewhere(newcomer.event, present);
      const own = ownSlot(newcomer);
      const slot = slotIn(newcomer, 'connecting', own);
      const isFull = slot.is === 'full' || slotIn(newcomer, letIn ? 'live' : 'held', own).is === 'full';
      if (isFull) throw new Refusal('tooManyPerspectives');
      const mine = { ...newcomer, since: now() };
      coming.add(mine);
      const leaving = [own, slot.is === 'givenUp' ? slot.by : null];
      try {
        await Promise.all(leaving.map((each) => each && giveUp(each)));
      } catch (error) {
        coming.delete(mine);
        throw error;
      }
      return () => void coming.delete(mine);
    },

    /**
     * Moves a camera with its first packet to its next pool. False if that pool is full: the camera is then taken off.
     */
    async begin(camera: LiveCamera): Promise<boolean> {
      const { event, curation } = camera.record;
      const { site, origin } = camera;
      const slot = slotIn({ event, site, device: origin.device }, curation.letIn ? 'live' : 'held', camera);
      if (slot.is === 'full') {
        await giveUp(camera);
        return false;
      }
      // Set before the first await, so that the next camera to begin sees it.
      liveCameras.beginFlow(camera);
      if (slot.is === 'givenUp' && slot.by) await giveUp(slot.by);
      return true;
    },
  };
}

export type CameraSlots = ReturnType<typeof createCameraSlots>;
