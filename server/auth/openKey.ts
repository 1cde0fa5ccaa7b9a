import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../shared/refusals.ts';

/** The token of `Authorization: Bearer …`; undefined if there is none. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Refuses requests without the operator's key, if one is set. Digests are compared in constant time. */
export function createOpenKey(key: string | undefined): (sent: string | undefined) => void {
  return (sent) => {
    if (key !== undefined && !timingSafeEqual(digest(key), digest(sent ?? ''))) throw new Refusal('keyNeeded');
  };
}
