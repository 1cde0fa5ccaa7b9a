import type { LogEntry } from '../../../shared/curationLog.ts';
import { Refused } from '../../connection/refused.ts';
import { type Explanation, inWords } from '../../ui/inWords.ts';
import { words } from '../../words/words.ts';
import { byWhom, whatWasDone } from './curationLogInWords.ts';

/** Why a decision failed. `newest`, the last log entry about its target, names the moderator who was faster. */
export function refusalInWords(fault: unknown, newest: LogEntry | null, me: string | null): Explanation {
  if (!(fault instanceof Refused)) {
    return { sentence: words.moderate.unanswered, advice: words.moderate.unansweredAdvice };
  }
  const explanation = inWords(fault.notice);
  if (fault.notice.code !== 'changedSince' || !newest) return explanation;
  if (newest.by.is === 'moderator' && newest.by.id === me) return explanation;
  return { ...explanation, sentence: words.moderate.changedBy(byWhom(newest.by, me), whatWasDone(newest)) };
}
