import { type RefusalNotice, refusals } from '../../shared/refusals.ts';
import { language } from '../words/words.ts';

/** What happened, and what to do. */
export type Explanation = { sentence: string; advice: string };

/** A refusal in the reader's language. A defect keeps its number, which the server's log knows. */
export function inWords({ code, number, ...english }: RefusalNotice): Explanation {
  // A server that is newer than the page knows codes that the page does not.
  const [sentence, advice] = refusals[code]?.[language] ?? [english.sentence, english.advice];
  return { sentence, advice: number ? `${advice} (${number})` : advice };
}
