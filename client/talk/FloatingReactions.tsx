import { useValue } from '../useValue.ts';
import { signs } from './reactions.ts';
import type { Talk } from './talk.ts';

/** Where one floats, in per cent of the width: apart from the one before it. */
const placeOf = (key: number) => 12 + ((key * 37) % 76);

/** What others feel, over the pictures for a moment; the panel's counts say it to who does not see it. */
export function FloatingReactions({ talk }: { talk: Talk }) {
  const floating = useValue(talk.floating);
  return (
    <div className="talk-floating" aria-hidden="true">
      {floating.map(({ key, reaction }) => (
        <span key={key} data-reaction={reaction} style={{ left: `${placeOf(key)}%` }}>
          {signs[reaction]}
        </span>
      ))}
    </div>
  );
}
