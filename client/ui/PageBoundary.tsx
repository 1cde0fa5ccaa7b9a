import type { ReactNode } from 'react';
import { Boundary } from './Boundary.tsx';
import { Trouble } from './Trouble.tsx';
import { whyBroken } from './whyBroken.ts';

/** The error boundary around each page. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return (
    <Boundary
      instead={(defect, fault) => <Trouble what={whyBroken(defect, fault)} onReload={() => location.reload()} />}
    >
      {children}
    </Boundary>
  );
}
