import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../shared/refusals.ts';

/** `Authorization: Bearer …` without its first word; undefined where there is none. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Refuses whoever does not show the operator's key, where there is one; as slowly for a near miss as for a far one. */
export function createOpenKey(key: string | undefined): (shown: string | undefined) => void {
  return (shown) => {
    if (key !== undefined && !timingSafeEqual(digest(key), digest(shown ?? ''))) throw new Refusal('keyNeeded');
  };
}
