import type { Perspective } from '../../shared/domain.ts';
import { words } from '../words/words.ts';

/** What a perspective is called: its label, or something short that is the same for everybody. */
export function nameOf({ id, label }: Pick<Perspective, 'id' | 'label'>): string {
  return label || words.watch.unnamed(id.replaceAll(/[-_]/g, '').slice(0, 3).toUpperCase());
}
