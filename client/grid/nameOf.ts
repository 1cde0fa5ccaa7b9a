import type { Perspective } from '../../shared/domain.ts';
import { words } from '../words/words.ts';

type Named = Pick<Perspective, 'id' | 'label'> & { curation?: Pick<Perspective['curation'], 'name'> };

/** The moderator's name for a perspective, else its label, else a short form of its id, the same on every page. */
export function nameOf({ id, label, curation }: Named): string {
  return curation?.name || label || words.watch.unnamed(id.replaceAll(/[-_]/g, '').slice(0, 3).toUpperCase());
}
