import { inWords, type Saying } from '../ui/inWords.ts';
import { whileTrying } from '../ui/TryingAgain.tsx';
import { words } from '../words/words.ts';
import { adviceFor } from './advice.ts';
import type { Status } from './status.ts';

/** A state in words: what is, and what to do; null where the picture says enough. */
export function sayingOf(status: Status): Saying | null {
  const { saying } = words.live;
  switch (status.is) {
    case 'noCamera':
      return adviceFor(words.live, navigator.userAgent, status.fault);
    case 'refused':
      return inWords(status.notice);
    case 'held':
      return status.doors === 'paused' ? saying.paused : saying.held;
    case 'live':
      return status.isPoor ? saying.poor : null;
    case 'still':
      return saying.still[status.loss];
    case 'connecting':
      return status.why ? whileTrying(status.why) : null;
    case 'offline':
    case 'interrupted':
      return status.why ? whileTrying(status.why) : saying[status.is];
    case 'ready':
      return null;
    default:
      return saying[status.is];
  }
}

/** The same for ears: a change of state is read out. */
export function announcementOf(status: Status): string {
  const { told } = words.live;
  const saying = sayingOf(status);
  if (saying) return `${saying.sentence}. ${saying.advice}`;
  return status.is === 'live' || status.is === 'connecting' || status.is === 'ready' ? told[status.is] : '';
}
