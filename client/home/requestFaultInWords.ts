import { defectOf } from '../connection/defect.ts';
import { Unreached } from '../connection/rest.ts';
import { type Explanation, inWords } from '../ui/inWords.ts';
import { words } from '../words/words.ts';

/** Why a request failed: the refusal of the server, or that it was not reachable. */
export function requestFaultInWords(fault: unknown): Explanation {
  if (!(fault instanceof Unreached)) return inWords(defectOf(fault));
  return { sentence: words.home.unreachable, advice: words.home.unreachableAdvice };
}
