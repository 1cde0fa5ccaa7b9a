import type { ReactNode } from 'react';
import { Unreached } from '../connection/rest.ts';
import { words } from '../words/words.ts';
import { Boundary } from './Boundary.tsx';
import { inWords } from './inWords.ts';
import { Trouble } from './Trouble.tsx';

/** The error boundary around each page. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return (
    <Boundary
      instead={(defect, fault) => (
        <Trouble
          what={
            fault instanceof Unreached ? { sentence: words.ui.cut, advice: words.ui.checkNetwork } : inWords(defect)
          }
          onReload={() => location.reload()}
        />
      )}
    >
      {children}
    </Boundary>
  );
}
