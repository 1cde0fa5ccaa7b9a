import { type ReactNode, useState } from 'react';
import { words } from '../words/words.ts';

type Props<T> = { items: readonly T[]; most: number; children(shown: readonly T[]): ReactNode };

/** The first items of a list, and a button that shows the others. It never hides a single one. */
export function FirstRows<T>({ items, most, children }: Props<T>) {
  const [isWhole, setWhole] = useState(false);
  const isLong = items.length > most + 1;
  return (
    <>
      {children(isLong && !isWhole ? items.slice(0, most) : items)}
      {isLong && (
        <button type="button" className="show-all" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? words.home.showFewer : words.home.showAll(items.length)}
        </button>
      )}
    </>
  );
}
