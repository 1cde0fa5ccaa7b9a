import type { ReactNode } from 'react';
import { Boundary } from './Boundary.tsx';
import { inWords } from './inWords.ts';
import { Notice } from './Notice.tsx';

/** An error boundary around a part of a page, such as a panel. */
export function PartBoundary({ of, children }: { of?: unknown; children: ReactNode }) {
  return (
    <Boundary of={of} instead={(defect) => <Notice what={inWords(defect)} />}>
      {children}
    </Boundary>
  );
}
