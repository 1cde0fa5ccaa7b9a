import { type ReactNode, Suspense } from 'react';
import { Boundary } from './Boundary.tsx';
import { Notice } from './Notice.tsx';
import { whyBroken } from './whyBroken.ts';

/** An error boundary around a part of a page, such as a panel. What it loads when shown appears once it is there. */
export function PartBoundary({ of, children }: { of?: unknown; children: ReactNode }) {
  return (
    <Boundary of={of} instead={(defect, fault) => <Notice what={whyBroken(defect, fault)} />}>
      <Suspense>{children}</Suspense>
    </Boundary>
  );
}
