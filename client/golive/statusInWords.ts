import { type Explanation, inWords } from '../ui/inWords.ts';
import { whileTrying } from '../ui/TryingAgain.tsx';
import { words } from '../words/words.ts';
import { adviceFor } from './advice.ts';
import type { FilmingStatus } from './status.ts';

/** Null if the picture says enough. */
export function statusInWords(status: FilmingStatus): Explanation | null {
  const { explanations } = words.live;
  switch (status.is) {
    case 'noCamera':
      return adviceFor(words.live, navigator.userAgent, status.fault);
    case 'refused':
      return inWords(status.notice);
    case 'held':
      return status.doors === 'paused' ? explanations.paused : explanations.held;
    case 'live':
      return status.isPoor ? explanations.poor : null;
    case 'still':
      return explanations.still[status.loss];
    case 'connecting':
      return status.why ? whileTrying(status.why) : null;
    case 'offline':
    case 'interrupted':
      return status.why ? whileTrying(status.why) : explanations[status.is];
    case 'ready':
    case 'unasked':
      return null;
    default:
      return explanations[status.is];
  }
}

/** For screen readers: changes of the status are announced. */
export function announcementOf(status: FilmingStatus): string {
  const { announcements } = words.live;
  const explanation = statusInWords(status);
  if (explanation) return `${explanation.sentence}. ${explanation.advice}`;
  return status.is === 'live' || status.is === 'connecting' || status.is === 'ready' ? announcements[status.is] : '';
}
