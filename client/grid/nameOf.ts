import type { Perspective } from '../../shared/domain.ts';
import { words } from '../words/words.ts';

type Named = Pick<Perspective, 'id' | 'label'> & { curation?: Pick<Perspective['curation'], 'name'> };

/** What a perspective is called: as a moderator named it, its label, or something short that is the same for everybody. */
export function nameOf({ id, label, curation }: Named): string {
  return curation?.name || label || words.watch.unnamed(id.replaceAll(/[-_]/g, '').slice(0, 3).toUpperCase());
}
