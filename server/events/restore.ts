import { isRefusal } from '../../shared/refusals.ts';
import type { Camera, OnAir } from './onAir.ts';
import type { CurationLog, PerspectiveBook } from './ports.ts';
import type { Unwritten } from './unwritten.ts';

type Parts = {
  events: { restore(): Promise<void> };
  book: PerspectiveBook;
  log: CurationLog;
  onAir: OnAir;
  unwritten: Unwritten;
  /** Takes over what was decided elsewhere meanwhile. */
  catchUp: (camera: Camera) => Promise<void>;
};

/**
 * Once the registry is back: what it was not told, or has lost (it began empty, or went on from a copy that lacks the
 * last moments), is written again from what is live here; what is newer there stands.
 */
export function createRestore({ events, book, log, onAir, unwritten, catchUp }: Parts) {
  const restoreOne = async ({ record, origin }: Camera): Promise<void> => {
    const { event, id, curation } = record;
    const known = await book.claim(event, origin, { ...record, place: { precision: 'off' } });
    // It came back over another server, as another perspective.
    if (known.id !== id) return;
    const { version, ...patch } = curation;
    if (known.curation.version < version) await log.change({ event, target: { is: 'perspective', id }, patch });
  };

  const restore = async () => {
    await events.restore();
    const cameras = [...onAir.cameras.values()];
    await Promise.all(cameras.map(restoreOne));
    await unwritten.write();
    await onAir.saveAgain();
    await Promise.all(cameras.filter(({ record }) => onAir.find(record.id)).map(catchUp));
  };

  /** Down again, it begins anew at the next end. */
  return () =>
    restore().catch((error) => {
      if (!isRefusal(error, 'registryDown')) throw error;
    });
}
