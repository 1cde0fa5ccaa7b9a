import { useEffect, useRef, useState } from 'react';
import type { Event } from '../../shared/domain.ts';
import { type Arrangement, type KeptArrangement, parseArrangement, writeArrangement } from '../grid/arrangement.ts';
import { useValue } from '../useValue.ts';

const plain = parseArrangement('');
const isOwn = (search: string) => writeArrangement(parseArrangement(search), '') !== '';

/**
 * Who comes without a view of one's own begins with the one that moderators offer, and is told so until it is left: by
 * any change, or at once.
 */
export function useOpeningView(event: Event | null, kept: KeptArrangement, role: 'viewer' | 'moderator') {
  const arrangement = useValue(kept.value);
  const hasBegun = useRef(role === 'moderator' || isOwn(location.search));
  const [offered, setOffered] = useState<Arrangement | null>(null);
  useEffect(() => {
    if (!event || hasBegun.current) return;
    hasBegun.current = true;
    if (!isOwn(event.view)) return;
    // Whose sound is heard is everybody's own affair.
    kept.change({ ...parseArrangement(event.view), heard: null });
    setOffered(kept.value.get());
  }, [event, kept]);
  return {
    isOffered: offered !== null && offered === arrangement,
    keep: () => setOffered(null),
    leave: () => kept.change(plain),
  };
}
