import { type RefusalNotice, refusals } from '../../shared/refusals.ts';
import { frenchSpaces } from '../words/withFrenchSpaces.ts';
import { language } from '../words/words.ts';

/** What happened, and what to do about it. */
export type Explanation = { sentence: string; advice: string };

/** A refusal in the reader's language. A defect keeps its number, by which it is found in the server's log. */
export function inWords({ code, number, ...english }: RefusalNotice): Explanation {
  // A server newer than this page may use codes that the page does not know.
  const [sentence, advice] = refusals[code]?.[language] ?? [english.sentence, english.advice];
  const spaced = language === 'fr' ? frenchSpaces : String;
  return { sentence: spaced(sentence), advice: spaced(number ? `${advice} (${number})` : advice) };
}
