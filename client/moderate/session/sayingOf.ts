import type { LogEntry } from '../../../shared/curationLog.ts';
import { Refused } from '../../connection/refused.ts';
import { type Explanation, inWords } from '../../ui/inWords.ts';
import { words } from '../../words/words.ts';
import { byWhom, whatWasDone } from './logWords.ts';

/** Why a move came to nothing; `newest` is the last line about the same, which tells who was quicker. */
export function sayingOf(fault: unknown, newest: LogEntry | null, me: string | null): Explanation {
  if (!(fault instanceof Refused)) {
    return { sentence: words.moderate.unanswered, advice: words.moderate.unansweredAdvice };
  }
  const saying = inWords(fault.notice);
  if (fault.notice.code !== 'changedSince' || !newest) return saying;
  if (newest.by.is === 'moderator' && newest.by.id === me) return saying;
  return { ...saying, sentence: words.moderate.changedBy(byWhom(newest.by, me), whatWasDone(newest)) };
}
