import { coarsen, distanceM } from '../../shared/geo.ts';
import { isRefusal } from '../../shared/refusals.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Found, Near } from './ports/eventStore.ts';
import type { PerspectiveRecord, PerspectiveStore } from './ports/perspectiveStore.ts';
import type { Unwritten } from './unwritten.ts';

/**
 * Reads of the store, completed by what this server knows: the records of its live cameras, and decisions that are not
 * written yet. While the registry is down, live cameras here are all there is.
 */
export function lastKnownPerspectives(
  store: PerspectiveStore,
  liveCameras: LiveCameras,
  unwritten: Unwritten,
): PerspectiveStore {
  const ownOf = (event: string) => liveCameras.ofEvent(event).map(({ record }) => record);

  /** From the registry; while it is down, from live cameras here. */
  const orOwn = <T>(asked: Promise<T>, own: PerspectiveRecord | null | undefined) => {
    return asked.catch((error) => {
      if (own && isRefusal(error, 'registryDown')) return own;
      throw error;
    });
  };
  const over = <T extends PerspectiveRecord | null>(record: T): T => (record ? (unwritten.over(record) as T) : record);

  const ownNear = (event: string, near: Near | undefined): Found<PerspectiveRecord>[] =>
    ownOf(event).flatMap((found) => {
      if (!near) return { found };
      if (found.place.precision === 'off') return [];
      const away = distanceM(near.near, coarsen(found.place));
      return away <= near.radiusM ? { found, distanceM: away } : [];
    });

  /** While the registry is down nobody knows what other servers have. */
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
