import { useValue } from '../useValue.ts';
import { heardOrigin, shareLink } from './shareLink.ts';

/** A link that may be handed to somebody else; changes once the server has said where others reach it. */
export function useShareLink(path: string): string {
  useValue(heardOrigin);
  return shareLink(path);
}
