import type { CameraFault } from '../camera/capture.ts';
import type { Explanation } from '../ui/inWords.ts';
import type { Words } from '../words/words.ts';
import { appOf } from './inAppBrowser.ts';

export type Browser =
  | 'inApp'
  | 'iosSafari'
  | 'iosOther'
  | 'androidFirefox'
  | 'androidChrome'
  | 'firefox'
  | 'safari'
  | 'chrome';

/** The first match counts, because the user agent of one browser contains the names of others. */
const signs: readonly [Browser, RegExp][] = [
  ['iosOther', /(iPhone|iPad|iPod).*(CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo)/],
  ['iosSafari', /iPhone|iPad|iPod/],
  ['androidFirefox', /Android.*Firefox/],
  ['androidChrome', /Android/],
  ['firefox', /Firefox/],
  ['chrome', /Chrome|Chromium|Edg/],
  ['safari', /Safari/],
];

export function browserOf(userAgent: string): Browser {
  if (appOf(userAgent)) return 'inApp';
  return signs.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'chrome';
}

type Trouble = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'unknown';

/** By the name of the error. */
const troubles: Record<string, Trouble> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
  InsecureContext: 'insecure',
  NoMediaDevices: 'unsupported',
};

/** Why there is no camera, and what to do in this browser. */
export function adviceFor(texts: Words['live'], userAgent: string, fault: CameraFault): Explanation {
  const browser = browserOf(userAgent);
  const trouble = troubles[fault] ?? 'unknown';
  if (browser === 'inApp') {
    const { sentence, advice } = texts.trouble[trouble];
    // In-app browsers have no camera access, whatever error they report.
    return { sentence, advice: trouble === 'missing' || trouble === 'insecure' ? advice : texts.openElsewhere };
  }
  if (trouble === 'denied') return { sentence: texts.trouble.denied.sentence, advice: texts.allow[browser] };
  return texts.trouble[trouble];
}
