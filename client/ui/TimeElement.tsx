import type { ReactNode } from 'react';
import { isoOf } from '../dates.ts';

/** A `<time>` element; `at` in ms since 1970. */
export function TimeElement({ at, title, children }: { at: number; title?: string; children: ReactNode }) {
  return (
    <time dateTime={isoOf(at)} title={title}>
      {children}
    </time>
  );
}
