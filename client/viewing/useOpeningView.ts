import { useEffect, useRef, useState } from 'react';
import type { Event } from '../../shared/domain.ts';
import { type Arrangement, type Arranging, parseArrangement, writeArrangement } from '../grid/arrangement.ts';
import { useValue } from '../useValue.ts';

const plain = parseArrangement('');
const isOwn = (search: string) => writeArrangement(parseArrangement(search), '') !== '';

/**
 * A viewer whose address has no arrangement starts with the one that moderators offer. A note says so until the
 * arrangement is changed or the note is closed.
 */
export function useOpeningView(event: Event | null, arranging: Arranging, role: 'viewer' | 'moderator') {
  const arrangement = useValue(arranging.value);
  const hasBegun = useRef(role === 'moderator' || isOwn(location.search));
  const [offered, setOffered] = useState<Arrangement | null>(null);
  useEffect(() => {
    if (!event || hasBegun.current) return;
    hasBegun.current = true;
    if (!isOwn(event.view)) return;
    // Each viewer chooses the sound.
    arranging.change({ ...parseArrangement(event.view), heard: null });
    setOffered(arranging.value.get());
  }, [event, arranging]);
  return {
    isOffered: offered !== null && offered === arrangement,
    keep: () => setOffered(null),
    leave: () => arranging.change(plain),
  };
}
