import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Figures, Viewing } from './ports/viewing.ts';

const noFigures: Figures = { filmedMs: 0, watchedMs: 0, mostWatching: 0 };

/** Both together, as they are stored. */
export const addFigures = (one: Figures, other: Figures): Figures => ({
  filmedMs: one.filmedMs + other.filmedMs,
  watchedMs: one.watchedMs + other.watchedMs,
  mostWatching: Math.max(one.mostWatching, other.mostWatching),
});

/** Counts filming, viewers and watching time for spectators; written now and then, for all viewers at once. */
export function createCountViewing({ viewing, liveCameras }: { viewing: Viewing; liveCameras: LiveCameras }) {
  // Both by perspective, since the last write.
  const viewers = new Map<string, Set<string>>();
  const figures = new Map<string, Figures>();

  const writeViewers = async ([id, senders]: [string, Set<string>]): Promise<void> => {
    const camera = liveCameras.find(id);
    if (camera) await viewing.seen(camera.record.event, id, [...senders]);
  };
  const unwritten = (perspective: string): Figures => figures.get(perspective) ?? noFigures;

  return {
    /** These tiles were opened for a viewer; `sender` is the viewer's digest at the event. */
    opened({ opened }: TilesChange, sender: string): void {
      for (const { perspective, kind } of opened) {
        if (kind !== 'video') continue;
        const senders = viewers.get(perspective) ?? new Set();
        viewers.set(perspective, senders.add(sender));
      }
    },

    /** So many viewers have watched it for `ms`. While none of its media arrives it does not film. */
    watched({ record: { id }, silentSince }: LiveCamera, watching: number, ms: number): void {
      const filmedMs = silentSince === null ? ms : 0;
      const counted = { filmedMs, watchedMs: watching * ms, mostWatching: watching };
      if (filmedMs + watching > 0) figures.set(id, addFigures(unwritten(id), counted));
    },

    /** Counted and not written yet. */
    unwritten,

    /** Only for live cameras: data that was just taken back must not be written. */
    async write(): Promise<void> {
      const seen = [...viewers].map(writeViewers);
      viewers.clear();
      const byEvent = new Map<string, Record<string, Figures>>();
      for (const [id, counted] of figures) {
        const event = liveCameras.find(id)?.record.event;
        if (event !== undefined) byEvent.set(event, { ...byEvent.get(event), [id]: counted });
      }
      figures.clear();
      await Promise.all([...seen, ...[...byEvent].map(([event, counted]) => viewing.add(event, counted))]);
    },
  };
}

export type CountViewing = ReturnType<typeof createCountViewing>;
