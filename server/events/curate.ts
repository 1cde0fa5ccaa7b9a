import type { CurationAction } from '../../shared/conversations/moderator.ts';
import type { Curation, Doors } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { OnAir } from './onAir.ts';
import type { Audience, EventBook } from './ports.ts';

/** What each move changes; a removed perspective stays hidden if it comes back. */
const moves: Record<CurationAction, Partial<Curation>> = {
  letIn: { letIn: true },
  sendBack: { letIn: false, featured: false },
  feature: { featured: true },
  unfeature: { featured: false },
  hide: { hidden: true },
  show: { hidden: false },
  remove: { hidden: true, featured: false },
};

export function createCurate({ events, onAir, audience }: { events: EventBook; onAir: OnAir; audience: Audience }) {
  const cameraOf = (event: string, perspective: string) => {
    const camera = onAir.find(perspective);
    if (camera?.record.event !== event) throw new Refusal('noSuchPerspective');
    return camera;
  };

  return {
    async curate(event: string, perspective: string, action: CurationAction): Promise<void> {
      const camera = cameraOf(event, perspective);
      await onAir.curate(camera, { ...camera.record.curation, ...moves[action] });
      if (action !== 'remove') return;
      camera.phone?.ended('removed');
      await onAir.takeOff(camera);
    },

    async nudge(event: string, perspective: string, nudgeMs: number): Promise<void> {
      const camera = cameraOf(event, perspective);
      await onAir.curate(camera, { ...camera.record.curation, nudgeMs });
    },

    async setDoors(event: string, doors: Doors): Promise<void> {
      const changed = await events.setDoors(event, doors);
      if (!changed) throw new Refusal('noSuchEvent');
      audience.tell('viewer', event, 'eventChanged', changed);
      audience.tell('moderator', event, 'eventChanged', changed);
    },
  };
}

export type Curate = ReturnType<typeof createCurate>;
