import { Refused } from '../connection/refused.ts';
import { inWords, type Saying } from '../ui/inWords.ts';
import { words } from '../words/words.ts';

/** Why a request came to nothing: what the server said, or that it was not reached. */
export function sayingOf(fault: unknown): Saying {
  if (fault instanceof Refused) return inWords(fault.notice);
  return { sentence: words.home.unreachable, advice: words.home.unreachableAdvice };
}
