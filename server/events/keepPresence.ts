import { goneAfterMs, stallAfterMs } from '../../shared/lifecycle.ts';
import type { CountViewing } from './countViewing.ts';
import type { Camera, LiveCameras } from './liveCameras.ts';
import type { Audience, EventStore, Now, PerspectiveStore } from './ports.ts';
import { settleAll } from './settleAll.ts';
import { announce } from './shown.ts';

/** How often stalls are looked for and phones told how many watch. */
const lookEveryMs = 1_000;
/** Between two looks; what is later than this was stopped. */
const lateAfterMs = 3 * lookEveryMs;
/** A node is forgiven for missing three heartbeats before its perspectives are swept (`goneAfterMs`). */
const beatEveryMs = 3_000;

type Parts = {
  events: EventStore;
  store: PerspectiveStore;
  liveCameras: LiveCameras;
  countViewing: CountViewing;
  audience: Audience;
  now: Now;
  onFault: (error: unknown) => void;
};

/** Keeps true what is said of who is here: asserts what this node owns, sweeps what nobody asserts. */
export function keepPresence({ events, store, liveCameras, countViewing, audience, now, onFault }: Parts): {
  close(): void;
} {
  const look = async (camera: Camera) => {
    const { record, tracks, phone, uplink, silentSince } = camera;
    const watching = liveCameras.watching(camera);
    camera.watchedMs += watching * lookEveryMs;
    if (watching !== camera.toldWatching) {
      camera.toldWatching = watching;
      phone?.changed(liveCameras.own(camera));
      liveCameras.announceBackstage(camera);
    }
    if (silentSince === null) return;
    // A phone that is here and has paused both its tracks on purpose is silent, not gone.
    const isHere = phone !== null && uplink.isReachable;
    const isOnPurpose = isHere && camera.everFlowed && !tracks.video && !tracks.audio;
    const silentMs = now() - silentSince;
    if (isOnPurpose) camera.silentSince = now();
    else if (silentMs > goneAfterMs) await liveCameras.takeOff(camera);
    else if (silentMs > stallAfterMs && record.state !== 'connecting') await liveCameras.settle(camera);
  };

  const leave = async (id: string): Promise<void> => {
    const camera = liveCameras.find(id);
    if (camera) await liveCameras.endTakenBack(camera);
  };

  let awayAt = Number.NEGATIVE_INFINITY;
  const beat = async () => {
    const mine = [...liveCameras.cameras.values()].map(({ record: { event, id, state } }) => {
      return { event, id, isLive: state === 'live' };
    });
    const takenBack = await store.assert(mine).catch((error) => {
      awayAt = now();
      throw error;
    });
    await settleAll(takenBack.map(leave));
    await events.renew([...new Set(mine.map(({ event }) => event))]);
    await countViewing.write();
    // Other servers could not assert theirs either while the registry was away.
    if (now() - awayAt < goneAfterMs) return;
    for (const record of await store.sweep())
      announce(audience, { ...record, state: 'live' }, record, liveCameras.backstageOf(record));
  };
  // A slow registry takes longer than from one beat to the next.
  let isBeating = false;
  const beatInTurn = async () => {
    if (isBeating) return;
    isBeating = true;
    await beat().finally(() => {
      isBeating = false;
    });
  };

  let lookedAt = now();
  const looking = setInterval(() => {
    const isLate = now() - lookedAt > lateAfterMs;
    lookedAt = now();
    // This process stood still: what came meanwhile has to be read before anybody is judged.
    if (isLate) return;
    for (const camera of [...liveCameras.cameras.values()]) look(camera).catch(onFault);
  }, lookEveryMs);
  const beating = setInterval(() => beatInTurn().catch(onFault), beatEveryMs);
  return {
    close() {
      clearInterval(looking);
      clearInterval(beating);
    },
  };
}
