import { useEffect, useRef, useState } from 'react';
import type { Event } from '../../shared/domain.ts';
import { type Arrangement, type KeptArrangement, parseArrangement, writeArrangement } from '../grid/arrangement.ts';
import { useValue } from '../useValue.ts';

const plain = parseArrangement('');
const isOwn = (search: string) => writeArrangement(parseArrangement(search), '') !== '';

/**
 * A viewer whose address has no arrangement starts with the one that moderators offer. A note says so until the
 * arrangement is changed or the note is closed.
 */
export function useOpeningView(event: Event | null, kept: KeptArrangement, role: 'viewer' | 'moderator') {
  const arrangement = useValue(kept.value);
  const hasBegun = useRef(role === 'moderator' || isOwn(location.search));
  const [offered, setOffered] = useState<Arrangement | null>(null);
  useEffect(() => {
    if (!event || hasBegun.current) return;
    hasBegun.current = true;
    if (!isOwn(event.view)) return;
    // Each viewer chooses the sound.
    kept.change({ ...parseArrangement(event.view), heard: null });
    setOffered(kept.value.get());
  }, [event, kept]);
  return {
    isOffered: offered !== null && offered === arrangement,
    keep: () => setOffered(null),
    leave: () => kept.change(plain),
  };
}
