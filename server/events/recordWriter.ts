import { isRefusal } from '../../shared/refusals.ts';
import { allSettled } from './allSettled.ts';
import type { PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';

/** Writes perspectives' records. Those that cannot be written during an outage are kept; live media is not affected. */
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

    /**
     * Writes the records of cameras that left during the outage, except those that are live again on another server.
     */
    saveLeft(isLive: (id: string) => boolean): Promise<void> {
      return allSettled([...unsaved.values()].filter(({ id }) => !isLive(id)).map(saveLate));
    },
  };
}
