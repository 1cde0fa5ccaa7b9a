import { useValue } from '../useValue.ts';
import { heardOrigin, shareLink } from './shareLink.ts';

/** `shareLink` that follows the origin announced by the server. */
export function useShareLink(path: string): string {
  useValue(heardOrigin);
  return shareLink(path);
}
