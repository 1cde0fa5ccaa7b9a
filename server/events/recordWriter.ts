import { isRefusal } from '../../shared/refusals.ts';
import { allSettled } from './allSettled.ts';
import type { PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';

/** Writes perspectives' records. What cannot be written while the registry is away is kept, and nothing live fails by it. */
export function createRecordWriter(store: Pick<PerspectiveRecords, 'save'>) {
  const unsaved = new Map<string, PerspectiveRecord>();

  const saveLate = async (record: PerspectiveRecord): Promise<void> => {
    await store.save(record, { isLate: true });
    if (unsaved.get(record.id) === record) unsaved.delete(record.id);
  };

  return {
    async save(record: PerspectiveRecord): Promise<void> {
      await store.save(record).then(
        () => unsaved.delete(record.id),
        (error) => {
          if (!isRefusal(error, 'registryDown')) throw error;
          unsaved.set(record.id, record);
        },
      );
    },

    /** Writes what could not be written of cameras that left; where another server has one live since, that stands. */
    saveLeft(isLive: (id: string) => boolean): Promise<void> {
      return allSettled([...unsaved.values()].filter(({ id }) => !isLive(id)).map(saveLate));
    },
  };
}
