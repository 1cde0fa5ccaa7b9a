import { useValue } from '../useValue.ts';
import { shareLink, shareOrigin } from './shareLink.ts';

/** `shareLink` that follows what the server says about its address. */
export function useShareLink(path: string): string {
  useValue(shareOrigin);
  return shareLink(path);
}
