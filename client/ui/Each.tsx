import './Each.css';
import type { ReactNode } from 'react';
import { words } from '../words/words.ts';
import { Boundary } from './Boundary.tsx';

type Props = {
  /** The item; a change of it retries after a defect. */
  of: unknown;
  /** Element of the replacement. */
  as?: 'li' | 'div';
  children: ReactNode;
};

/** An error boundary around one item of a list, so that a broken one does not hide the others. */
export function Each({ of, as: Broken = 'li', children }: Props) {
  return (
    <Boundary
      of={of}
      instead={({ number }) => (
        <Broken className="broken">
          {words.ui.itemBroken} <small>({number})</small>
        </Broken>
      )}
    >
      {children}
    </Boundary>
  );
}
