import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Viewing } from './ports.ts';

/** Counts, for who films, how many watched and for how long; written down now and then, for all viewers at once. */
export function createCountViewing({ viewing, liveCameras }: { viewing: Viewing; liveCameras: LiveCameras }) {
  const pending = new Map<string, Set<string>>();

  return {
    /** These were opened for a viewer, known by what it is called at this event. */
    opened({ opened }: TilesChange, sender: string): void {
      for (const { perspective, kind } of opened) {
        if (kind !== 'video') continue;
        const senders = pending.get(perspective) ?? new Set();
        pending.set(perspective, senders.add(sender));
      }
    },

    /** Only of those on the air: nothing is written of what was just taken back. */
    async write(): Promise<void> {
      const batch = [...pending];
      pending.clear();
      const seen = batch.map(async ([id, senders]) => {
        const camera = liveCameras.find(id);
        if (camera) await viewing.seen(camera.record.event, id, [...senders]);
      });
      const watched = new Map<string, Record<string, number>>();
      for (const camera of liveCameras.cameras.values()) {
        if (camera.watchedMs === 0) continue;
        const { event, id } = camera.record;
        watched.set(event, { ...watched.get(event), [id]: camera.watchedMs });
        camera.watchedMs = 0;
      }
      await Promise.all([...seen, ...[...watched].map(([event, ms]) => viewing.watchedFor(event, ms))]);
    },
  };
}

export type CountViewing = ReturnType<typeof createCountViewing>;
