import './FloatingReactions.css';
import { useLayoutEffect, useRef } from 'react';
import { type Reaction, reactions } from '../../shared/talk.ts';
import { useValue } from '../useValue.ts';
import { ReactionSign } from './ReactionSign.tsx';
import type { Floating } from './reactionFeed.ts';
import type { Talk } from './talk.ts';

const isStill = matchMedia('(prefers-reduced-motion: reduce)');

/** A reaction rises by this share of its tile's height, but not further than `mostRisePx`. */
const riseShare = 0.55;
const maxRisePx = 220;

/** Horizontal position from 15 to 85 %, apart from the one before. */
const shareOf = (key: number) => 0.15 + ((key * 37) % 70) / 100;

/** Places a reaction over its tile, or over the whole grid. */
function place(element: HTMLElement, { key, perspective }: Floating) {
  const over = element.parentElement;
  const stage = over?.parentElement;
  if (!over || !stage) return;
  const tile = perspective && stage.querySelector(`.tile[data-perspective="${CSS.escape(perspective)}"]`);
  const whole = over.getBoundingClientRect();
  const about = tile ? tile.getBoundingClientRect() : whole;
  element.style.left = `${about.left - whole.left + shareOf(key) * about.width}px`;
  element.style.top = `${about.top - whole.top + 0.86 * about.height}px`;
  element.style.setProperty('--rise', `${-Math.min(maxRisePx, riseShare * about.height)}px`);
}

function One({ floating }: { floating: Floating }) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (element.current) place(element.current, floating);
  }, [floating]);
  const { reaction, count } = floating;
  return (
    <span ref={element} data-reaction={reaction} data-about={floating.perspective ?? 'all'}>
      <ReactionSign reaction={reaction} />
      {count > 1 && <b>{count}</b>}
    </span>
  );
}

/** For reduced motion: counts instead of floating reactions. */
function Counter({ floating }: { floating: readonly Floating[] }) {
  const sums = new Map<Reaction, number>();
  for (const { reaction, count } of floating) sums.set(reaction, (sums.get(reaction) ?? 0) + count);
  if (sums.size === 0) return null;
  return (
    <p className="talk-counter">
      {reactions.map((reaction) =>
        sums.has(reaction) ? (
          <span key={reaction} data-reaction={reaction}>
            <ReactionSign reaction={reaction} />
            {sums.get(reaction)}
          </span>
        ) : null,
      )}
    </p>
  );
}

/** Reactions floating over the pictures. Hidden from screen readers, which read the counts in the panel. */
export function FloatingReactions({ talk }: { talk: Talk }) {
  const floating = useValue(talk.floating);
  return (
    <div className="talk-floating" aria-hidden="true">
      {isStill.matches ? (
        <Counter floating={floating} />
      ) : (
        floating.map((each) => <One key={each.key} floating={each} />)
      )}
    </div>
  );
}
