import './TryingAgain.css';
import type { RefusalNotice } from '../../shared/refusals.ts';
import { isInLine } from '../connection/retry.ts';
import { words } from '../words/words.ts';
import { type Explanation, inWords } from './inWords.ts';

/** What is the matter while it is tried again: what the server said last, or that it is not reached. */
export function whileTrying(why: RefusalNotice | null | undefined): Explanation {
  if (!why) return { sentence: words.ui.cut, advice: words.ui.triesAgain };
  const advice = isInLine(why.code) ? words.ui.inLine : words.ui.triesAgain;
  return { sentence: inWords(why).sentence, advice: why.number ? `${advice} (${why.number})` : advice };
}

type Props = {
  why: RefusalNotice | null;
  /** Beside what is there, or in the middle where there is nothing yet. */
  variant: 'beside' | 'middle';
  onNow(): void;
};

/** Something is the matter that mends by itself: the page keeps what it has. */
export function TryingAgain({ why, variant, onNow }: Props) {
  const { sentence, advice } = whileTrying(why);
  return (
    <div className="trying" data-look={variant} data-why={why?.code ?? 'cut'} role="status">
      <p>
        <strong>{sentence}</strong> {advice}
      </p>
      <button type="button" className="button" data-look={variant === 'beside' ? 'quiet' : undefined} onClick={onNow}>
        {words.ui.tryNow}
      </button>
    </div>
  );
}
