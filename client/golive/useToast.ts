import { useCallback, useEffect, useState } from 'react';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';

/** The short message over the picture; `count` changes with each one, so that the same text is announced again. */
export function useToast(filming: Filming) {
  const [toast, setToast] = useState({ text: '', count: 0 });
  const announce = useCallback((text: string) => setToast(({ count }) => ({ text, count: count + 1 })), []);
  const decided = useValue(filming.mine.decided);
  useEffect(() => {
    if (decided) announce(words.live.mine.decidedNow(words.acts[decided.act], decided.why));
  }, [decided, announce]);
  return { toast, announce };
}
