import './Each.css';
import type { ReactNode } from 'react';
import { words } from '../words/words.ts';
import { Boundary } from './Boundary.tsx';

type Props = {
  /** What is drawn here, one of many. */
  of: unknown;
  /** What stands in its place if it cannot be drawn. */
  as?: 'li' | 'div';
  children: ReactNode;
};

/** Around each item of a list: one that cannot be drawn does not take the others with it. */
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
