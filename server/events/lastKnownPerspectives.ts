import { coarsen, distanceM } from '../../shared/geo.ts';
import { isRefusal } from '../../shared/refusals.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Found, Near, PerspectiveRecord, PerspectiveStore } from './ports.ts';
import type { Unwritten } from './unwritten.ts';

/** What this server has on the air it knows itself: the registry adds what others have, where it can be asked. */
export function lastKnownPerspectives(
  store: PerspectiveStore,
  liveCameras: LiveCameras,
  unwritten: Unwritten,
): PerspectiveStore {
  const ownOf = (event: string) =>
    [...liveCameras.cameras.values()].map(({ record }) => record).filter((record) => record.event === event);

  /** What the registry says, or else what is on the air here. */
  const orOwn = async <T>(asked: Promise<T>, own: PerspectiveRecord | null | undefined) => {
    const record = await asked.catch((error) => {
      if (own && isRefusal(error, 'registryDown')) return own;
      throw error;
    });
    return record;
  };
  const over = <T extends PerspectiveRecord | null>(record: T): T => (record ? (unwritten.over(record) as T) : record);

  const ownNear = (event: string, near: Near | undefined): Found<PerspectiveRecord>[] =>
    ownOf(event).flatMap((found) => {
      if (!near) return { found };
      if (found.place.precision === 'off') return [];
      const away = distanceM(near.near, coarsen(found.place));
      return away <= near.radiusM ? { found, distanceM: away } : [];
    });

  /** Nobody can say what others have: what is known here is served. */
  const orNone = (error: unknown): never[] => {
    if (isRefusal(error, 'registryDown')) return [];
    throw error;
  };

  const othersOf = async (event: string, near: Near | undefined) => {
    const present = await store.present(event, near).catch(orNone);
    return present
      .filter(({ found }) => !liveCameras.find(found.id))
      .map((each) => ({ ...each, found: over(each.found) }));
  };

  return {
    ...store,
    claim: async (event, origin, fresh) =>
      over(await orOwn(store.claim(event, origin, fresh), liveCameras.ofCamera(origin.camera)?.record)),
    get: async (event, id) => over(await orOwn(store.get(event, id), liveCameras.find(id)?.record)),
    ofCamera: async (event, digest) =>
      over(await orOwn(store.ofCamera(event, digest), liveCameras.ofCamera(digest)?.record)),
    async presentIn(events) {
      const present: PerspectiveRecord[][] = await store.presentIn(events).catch(orNone);
      return events.map((event, index) => {
        const others = (present[index] ?? []).filter(({ id }) => !liveCameras.find(id));
        return [...others.map(over), ...ownOf(event)];
      });
    },
    async present(event, near) {
      const others = await othersOf(event, near);
      const all = [...others, ...ownNear(event, near)];
      return all.sort((a, b) => (near ? (a.distanceM ?? 0) - (b.distanceM ?? 0) : a.found.since - b.found.since));
    },
  };
}
