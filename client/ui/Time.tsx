import type { ReactNode } from 'react';
import { isoOf } from '../dates.ts';

/** An instant, in whatever words; `at` in ms. */
export function Time({ at, title, children }: { at: number; title?: string; children: ReactNode }) {
  return (
    <time dateTime={isoOf(at)} title={title}>
      {children}
    </time>
  );
}
