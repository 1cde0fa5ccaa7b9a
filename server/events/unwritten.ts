import type { Fields } from '../../shared/curationLog.ts';
import { curationSchema } from '../../shared/domain.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { allSettled } from './allSettled.ts';
import type { KeyedQueue } from './keyedQueue.ts';
import type { PerspectiveRecord } from './ports/perspectiveStore.ts';

/** `camera`: the digest of the camera concerned. */
type Decision = { camera: string; patch: Fields; write: () => Promise<unknown> };
type ByAct = Map<string, Decision>;

/**
 * Decisions about perspectives that took effect during an outage; written once the registry is back. Only the last one
 * of each act.
 */
export function createUnwritten(inCameraQueue: KeyedQueue) {
  const decisions = new Map<string, ByAct>();

  // In the camera's queue: not while it goes live, or while its data is taken back.
  const writeOne = (of: ByAct, act: string, decision: Decision): Promise<void> =>
    inCameraQueue(decision.camera, async () => {
      // It may have been written, or taken back, while it waited.
      if (of.get(act) !== decision) return;
      // A decision that is refused for another reason is void.
      await decision.write().catch((error) => {
        if (isRefusal(error, 'registryDown') || !(error instanceof Refusal)) throw error;
      });
      if (of.get(act) === decision) of.delete(act);
    });

  const writeOf = async (perspective: string): Promise<void> => {
    const of = decisions.get(perspective);
    if (!of) return;
    await allSettled([...of].map(([act, decision]) => writeOne(of, act, decision)));
    if (of.size === 0 && decisions.get(perspective) === of) decisions.delete(perspective);
  };

  return {
    add(perspective: string, act: string, decision: Decision): void {
      const of: ByAct = decisions.get(perspective) ?? new Map();
      of.delete(act);
      decisions.set(perspective, of.set(act, decision));
    },
    /** The record with its unwritten decisions applied. */
    over(record: PerspectiveRecord): PerspectiveRecord {
      const of = decisions.get(record.id);
      if (!of) return record;
      const patches = [...of.values()].map(({ patch }) => patch);
      return { ...record, curation: curationSchema.parse(Object.assign({}, record.curation, ...patches)) };
    },
    /** Its data was taken back: nothing more is written about it. */
    forget(perspective: string): void {
      decisions.get(perspective)?.clear();
      decisions.delete(perspective);
    },
    /** In the order of the decisions; those that still fail are kept. */
    writeOf,
    write: (): Promise<void> => allSettled([...decisions.keys()].map(writeOf)),
  };
}

export type Unwritten = ReturnType<typeof createUnwritten>;
