import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Viewing } from './ports/viewing.ts';

/** Counts viewers and watching time for spectators; written now and then, for all viewers at once. */
export function createCountViewing({ viewing, liveCameras }: { viewing: Viewing; liveCameras: LiveCameras }) {
  // Both by perspective, since the last write.
  const viewers = new Map<string, Set<string>>();
  const watchedMs = new Map<string, number>();

  const writeViewers = async ([id, senders]: [string, Set<string>]): Promise<void> => {
    const camera = liveCameras.find(id);
    if (camera) await viewing.seen(camera.record.event, id, [...senders]);
  };

  return {
    /** These tiles were opened for a viewer; `sender` is the viewer's digest at the event. */
    opened({ opened }: TilesChange, sender: string): void {
      for (const { perspective, kind } of opened) {
        if (kind !== 'video') continue;
        const senders = viewers.get(perspective) ?? new Set();
        viewers.set(perspective, senders.add(sender));
      }
    },

    /** Adds watching time, of all viewers together, ms. */
    watched(perspective: string, ms: number): void {
      if (ms > 0) watchedMs.set(perspective, (watchedMs.get(perspective) ?? 0) + ms);
    },

    /** Counted and not written yet, ms. */
    unwrittenMs: (perspective: string): number => watchedMs.get(perspective) ?? 0,

    /** Only for live cameras: data that was just taken back must not be written. */
    async write(): Promise<void> {
      const seen = [...viewers].map(writeViewers);
      viewers.clear();
      const byEvent = new Map<string, Record<string, number>>();
      for (const [id, ms] of watchedMs) {
        const event = liveCameras.find(id)?.record.event;
        if (event !== undefined) byEvent.set(event, { ...byEvent.get(event), [id]: ms });
      }
      watchedMs.clear();
      await Promise.all([...seen, ...[...byEvent].map(([event, ms]) => viewing.watchedFor(event, ms))]);
    },
  };
}

export type CountViewing = ReturnType<typeof createCountViewing>;
