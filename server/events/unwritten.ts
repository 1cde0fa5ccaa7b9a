import type { Fields } from '../../shared/curationLog.ts';
import { curationSchema } from '../../shared/domain.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import type { PerspectiveRecord } from './ports.ts';

type Decision = { patch: Fields; write: () => Promise<unknown> };

/** Decisions about perspectives that hold already, and are written as soon as the registry is back; one of each act. */
export function createUnwritten() {
  const decisions = new Map<string, Map<string, Decision>>();

  return {
    add(perspective: string, act: string, decision: Decision): void {
      const of = decisions.get(perspective) ?? new Map<string, Decision>();
      of.delete(act);
      decisions.set(perspective, of.set(act, decision));
    },
    /** A record with what was decided and is not yet in the registry. */
    over(record: PerspectiveRecord): PerspectiveRecord {
      const of = decisions.get(record.id);
      if (!of) return record;
      const patches = [...of.values()].map(({ patch }) => patch);
      return { ...record, curation: curationSchema.parse(Object.assign({}, record.curation, ...patches)) };
    },
    /** In the order in which they were made; what cannot be written now stays. */
    async write(): Promise<void> {
      for (const [perspective, of] of [...decisions]) {
        for (const [act, decision] of [...of]) {
          // What is refused for another reason, as its perspective was taken back, has become void.
          await decision.write().catch((error) => {
            if (isRefusal(error, 'registryDown') || !(error instanceof Refusal)) throw error;
          });
          if (of.get(act) === decision) of.delete(act);
        }
        if (of.size === 0) decisions.delete(perspective);
      }
    },
  };
}

export type Unwritten = ReturnType<typeof createUnwritten>;
