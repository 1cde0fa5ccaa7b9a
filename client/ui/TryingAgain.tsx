import './TryingAgain.css';
import { isCapacity, type RefusalNotice } from '../../shared/refusals.ts';
import { words } from '../words/words.ts';
import { type Explanation, inWords } from './inWords.ts';

/** Says what is being retried; without a refusal, that the server is not reachable. */
export function whileTrying(why: RefusalNotice | null | undefined): Explanation {
  if (!why) return { sentence: words.ui.cut, advice: words.ui.triesAgain };
  const advice = isCapacity(why.code) ? words.ui.inLine : words.ui.triesAgain;
  return { sentence: inWords(why).sentence, advice: why.number ? `${advice} (${why.number})` : advice };
}

type Props = {
  why: RefusalNotice | null;
  /** `beside` existing content, or in the `middle` of an empty page. */
  variant: 'beside' | 'middle';
  onNow(): void;
};

/** Shown while the page retries by itself; the page keeps its content. */
export function TryingAgain({ why, variant, onNow }: Props) {
  const { sentence, advice } = whileTrying(why);
  return (
    <div className="trying" data-variant={variant} data-why={why?.code ?? 'cut'} role="status">
      <p>
        <strong>{sentence}</strong> {advice}
      </p>
      <button
        type="button"
        className="button"
        data-variant={variant === 'beside' ? 'quiet' : undefined}
        onClick={onNow}
      >
        {words.ui.tryNow}
      </button>
    </div>
  );
}
