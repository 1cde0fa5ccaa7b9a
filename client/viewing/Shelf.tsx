import './Shelf.css';
import { useEffect } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Each } from '../ui/Each.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Stills } from './session/stills.ts';

type Props = { perspectives: readonly Perspective[]; stills: Stills; onPick(id: string): void };

function Thumbnail({ perspective, stills, onPick }: { perspective: Perspective } & Omit<Props, 'perspectives'>) {
  const { id } = perspective;
  const picture = useValue(stills.of(id));
  const name = nameOf(perspective);
  return (
    <button
      type="button"
      data-thumbnail={id}
      data-picture={picture !== null}
      aria-label={words.watch.bringIn(name)}
      onClick={() => onPick(id)}
    >
      {picture && <img src={picture} alt="" draggable={false} />}
      <span aria-hidden="true">{name}</span>
    </button>
  );
}

/** Perspectives outside the grid, as stills, which cost almost no bandwidth; a tap brings one into the grid. */
export function Shelf({ perspectives, stills, onPick }: Props) {
  useEffect(() => stills.want(perspectives.map(({ id }) => id)), [perspectives, stills]);
  useEffect(() => () => stills.want([]), [stills]);
  if (perspectives.length === 0) return null;
  return (
    <ul className="shelf" aria-label={words.watch.others}>
      {perspectives.map((perspective) => (
        <li key={perspective.id}>
          <Each of={perspective} as="div">
            <Thumbnail perspective={perspective} stills={stills} onPick={onPick} />
          </Each>
        </li>
      ))}
    </ul>
  );
}
