import { goneAfterMs, stallAfterMs } from '../../shared/lifecycle.ts';
import { allSettled } from './allSettled.ts';
import { announcePerspective } from './announce.ts';
import type { CountViewing } from './countViewing.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Audience } from './ports/audience.ts';
import type { Now } from './ports/clocks.ts';
import type { EventRecords } from './ports/eventStore.ts';
import type { PerspectiveHeartbeats } from './ports/perspectiveStore.ts';

/** How often cameras are checked for silence, and phones get their viewer count. */
const checkEveryMs = 1_000;
/** A check later than this after the last one: the process was stopped in between. */
const lateAfterMs = 3 * checkEveryMs;
/** A server may miss three heartbeats before its perspectives are swept (`goneAfterMs`). */
const beatEveryMs = 3_000;

type Parts = {
  events: Pick<EventRecords, 'renew'>;
  store: PerspectiveHeartbeats;
  liveCameras: LiveCameras;
  countViewing: CountViewing;
  audience: Audience;
  now: Now;
  onDefect: (error: unknown) => void;
};

/**
 * Finds stalls and ends cameras that are gone; asserts those that this server has, and sweeps those that none asserts.
 */
export function keepPresence({ events, store, liveCameras, countViewing, audience, now, onDefect }: Parts): {
  close(): void;
} {
  const toldWatching = new WeakMap<LiveCamera, number>();
  const countWatching = (camera: LiveCamera): void => {
    const watching = liveCameras.watching(camera);
    countViewing.watched(camera, watching, checkEveryMs);
    if (watching === (toldWatching.get(camera) ?? 0)) return;
    toldWatching.set(camera, watching);
    liveCameras.announceWatching(camera);
  };

  const checkSilence = async (camera: LiveCamera): Promise<void> => {
    const { record, tracks, phone, uplink, silentSince, everFlowed } = camera;
    if (silentSince === null) return;
    // A phone that is connected and has paused both tracks is silent, not gone.
    const isHere = phone !== null && uplink.isReachable;
    const isOnPurpose = isHere && everFlowed && !tracks.video && !tracks.audio;
    const silentMs = now() - silentSince;
    if (isOnPurpose) liveCameras.restartSilence(camera);
    else if (silentMs > goneAfterMs) await liveCameras.takeOff(camera);
    else if (silentMs > stallAfterMs && record.state !== 'connecting') await liveCameras.updateState(camera);
  };

  const check = async (camera: LiveCamera): Promise<void> => {
    countWatching(camera);
    await checkSilence(camera);
  };

  const endTakenBack = async (id: string): Promise<void> => {
    const camera = liveCameras.find(id);
    if (camera) await liveCameras.endTakenBack(camera);
  };

  let awayAt = Number.NEGATIVE_INFINITY;
  const beat = async () => {
    const mine = liveCameras.all().map(({ record: { event, id, state } }) => {
      return { event, id, isLive: state === 'live' };
    });
    const takenBack = await store.assert(mine).catch((error) => {
      awayAt = now();
      throw error;
    });
    await allSettled(takenBack.map(endTakenBack));
    await events.renew([...new Set(mine.map(({ event }) => event))]);
    await countViewing.write();
    // Other servers could not assert theirs during the outage either.
    if (now() - awayAt < goneAfterMs) return;
    for (const record of await store.sweep())
      announcePerspective(audience, { ...record, state: 'live' }, record, liveCameras.backstageOf(record));
  };
  // With a slow registry one heartbeat may take longer than the interval.
  let isBeating = false;
  const beatUnlessBeating = async () => {
    if (isBeating) return;
    isBeating = true;
    await beat().finally(() => {
      isBeating = false;
    });
  };

  let checkedAt = now();
  const checking = setInterval(() => {
    const isLate = now() - checkedAt > lateAfterMs;
    checkedAt = now();
    // This process was stopped: packets that arrived in the meantime must be read before any camera is judged.
    if (isLate) return;
    for (const camera of liveCameras.all()) check(camera).catch(onDefect);
  }, checkEveryMs);
  const beating = setInterval(() => beatUnlessBeating().catch(onDefect), beatEveryMs);
  return {
    close() {
      clearInterval(checking);
      clearInterval(beating);
    },
  };
}
