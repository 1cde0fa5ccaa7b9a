import type { RefusalNotice } from '../../shared/refusals.ts';
import { Unreached } from '../connection/rest.ts';
import { words } from '../words/words.ts';
import { type Explanation, inWords } from './inWords.ts';

/** What an error boundary says: a script that did not load is the network's fault, all else is ours. */
export const whyBroken = (defect: RefusalNotice, fault: unknown): Explanation =>
  fault instanceof Unreached ? { sentence: words.ui.cut, advice: words.ui.checkNetwork } : inWords(defect);
