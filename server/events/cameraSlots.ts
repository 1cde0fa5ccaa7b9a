import { goneAfterMs } from '../../shared/lifecycle.ts';
import { caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { findSlot, type Holder } from './findSlot.ts';
import type { Camera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Now } from './ports/clocks.ts';
import type { Found } from './ports/eventStore.ts';
import type { PerspectiveRecord } from './ports/perspectiveStore.ts';

/**
 * Each pool has all of the event's slots: cameras that connect, or wait to be let in, take none from those whose media
 * flows.
 */
type Pool = 'connecting' | 'held' | 'live';

/** ICE and DTLS take a second or two, longer over a relay. A camera that has sent nothing for so long is idle. */
const graceMs = 4_000;

/** Where a camera that comes is from. */
type Newcomer = { event: string; site: string; device: string | null };
/** One that is not live yet and has its slot already: nobody takes that from it. */
type Coming = Newcomer & { since: number };

type Parts = { liveCameras: LiveCameras; maxPerspectives: number; deviceCameras: number; now: Now };

const poolOf = (everFlowed: boolean, letIn: boolean): Pool => (everFlowed ? (letIn ? 'live' : 'held') : 'connecting');

/** Beside its network's share. */
export const camerasOfDevice = (scale: number): number => Math.ceil(caps.cameras.device * scale);

/** Cameras of an event on other servers, or of before a restart, as they were `at` the last time that one came here. */
type Elsewhere = { at: number; pools: Map<string, Pool> };

/** Who has which of an event's slots, and who gives one up to whom. */
export function createCameraSlots({ liveCameras, maxPerspectives, deviceCameras, now }: Parts) {
  const coming = new Set<Coming>();
  const elsewhere = new Map<string, Elsewhere>();

  const noteElsewhere = (event: string, present: readonly Found<PerspectiveRecord>[]) => {
    const pools = new Map<string, Pool>();
    for (const { found } of present) pools.set(found.id, poolOf(found.state !== 'connecting', found.curation.letIn));
    elsewhere.set(event, { at: now(), pools });
    for (const [each, { at }] of elsewhere) if (now() - at > goneAfterMs) elsewhere.delete(each);
  };

  /** They have their slots, too; those that came here meanwhile are counted among the live cameras. */
  const countElsewhere = (event: string, pool: Pool): number => {
    const { at, pools } = elsewhere.get(event) ?? { at: 0, pools: new Map<string, Pool>() };
    // By now their own servers have asserted them anew, or they are gone.
    if (now() - at > goneAfterMs) return 0;
    return [...pools].filter(([id, its]) => its === pool && !liveCameras.find(id)).length;
  };

  const isIdle = ({ silentSince, flowedAt, tracks }: Camera): boolean =>
    silentSince !== null && (now() - flowedAt > graceMs || (!tracks.video && !tracks.audio));

  const ofDevice = ({ event, device }: Newcomer): Camera[] =>
    device === null ? [] : liveCameras.ofEvent(event).filter(({ origin }) => origin.device === device);

  /** A page that was reloaded leaves cameras behind, whose sockets are gone: the one that was silent first goes first. */
  const formerOf = (newcomer: Newcomer): Camera | undefined =>
    ofDevice(newcomer)
      .filter(({ phone }) => phone === null)
      .sort((a, b) => (a.silentSince ?? now()) - (b.silentSince ?? now()))[0];

  const holdersOf = ({ event, device }: Newcomer, pool: Pool, except?: Camera): Holder<Camera | null>[] => {
    const holders: Holder<Camera | null>[] = [];
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

  const slotIn = (newcomer: Newcomer, pool: Pool, except?: Camera) =>
    findSlot(holdersOf(newcomer, pool, except), newcomer.site, maxPerspectives - countElsewhere(newcomer.event, pool));

  const giveUp = async (camera: Camera): Promise<void> => {
    camera.phone?.ended('full');
    await liveCameras.takeOff(camera);
  };

  /** The camera whose slot it takes where its device has as many as it may; those that are still coming count, too. */
  const ownSlot = (newcomer: Newcomer): Camera | undefined => {
    const { event, device } = newcomer;
    const own = [...coming].filter((each) => device !== null && each.event === event && each.device === device);
    if (ofDevice(newcomer).length + own.length < deviceCameras) return undefined;
    const former = formerOf(newcomer);
    if (!former) throw new Refusal('tooManyPerspectives', 'of this device');
    return former;
  };

  return {
    /**
     * A slot to connect in, if there will be one to send in; returns what to call once the camera is live, or failed.
     * Throws `tooManyPerspectives`.
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
     * Its media begins to flow: it leaves those that connect. False where others have all slots, and it is taken off.
     */
    async begin(camera: Camera): Promise<boolean> {
      const { event, curation } = camera.record;
      const { site, origin } = camera;
      const slot = slotIn({ event, site, device: origin.device }, curation.letIn ? 'live' : 'held', camera);
      if (slot.is === 'full') {
        await giveUp(camera);
        return false;
      }
      // Before anything is waited for: the next one that begins has to see it.
      liveCameras.beginFlow(camera);
      if (slot.is === 'givenUp' && slot.by) await giveUp(slot.by);
      return true;
    },
  };
}

export type CameraSlots = ReturnType<typeof createCameraSlots>;
