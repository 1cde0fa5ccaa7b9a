import './TryingAgain.css';
import { isInLine, type RefusalNotice } from '../../shared/refusals.ts';
import { words } from '../words/words.ts';
import { inWords, type Saying } from './inWords.ts';

/** What is the matter while it is tried again: what the server said last, or that it is not reached. */
export function whileTrying(why: RefusalNotice | null | undefined): Saying {
  if (!why) return { sentence: words.ui.cut, advice: words.ui.triesAgain };
  const advice = isInLine(why.code) ? words.ui.inLine : words.ui.triesAgain;
  return { sentence: inWords(why).sentence, advice: why.number ? `${advice} (${why.number})` : advice };
}

type Props = {
  why: RefusalNotice | null;
  /** Beside what is there, or in the middle where there is nothing yet. */
  look: 'beside' | 'middle';
  onNow(): void;
};

/** Something is the matter that mends by itself: the page keeps what it has. */
export function TryingAgain({ why, look, onNow }: Props) {
  const { sentence, advice } = whileTrying(why);
  return (
    <div className="trying" data-look={look} data-why={why?.code ?? 'cut'} role="status">
      <p>
        <strong>{sentence}</strong> {advice}
      </p>
      <button type="button" className="button" data-look={look === 'beside' ? 'quiet' : undefined} onClick={onNow}>
        {words.ui.tryNow}
      </button>
    </div>
  );
}
