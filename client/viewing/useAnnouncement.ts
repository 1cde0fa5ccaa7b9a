import { useEffect, useRef, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { words } from '../words/words.ts';

/** Who joined and who left between two lists, in words. */
export function comings(before: readonly Perspective[], now: readonly Perspective[]): string[] {
  const here = (list: readonly Perspective[]) => new Map(list.flatMap((p) => (p.state === 'gone' ? [] : [[p.id, p]])));
  const [old, fresh] = [here(before), here(now)];
  return [
    ...[...fresh.values()].filter(({ id }) => !old.has(id)).map((p) => words.watch.joined(nameOf(p))),
    ...[...old.values()].filter(({ id }) => !fresh.has(id)).map((p) => words.watch.left(nameOf(p))),
  ];
}

/** More changes than this at once are announced as a number. */
const maxNames = 3;

export function useAnnouncement(perspectives: readonly Perspective[], heard: string | null): string {
  const [text, setText] = useState('');
  const before = useRef<readonly Perspective[] | null>(null);
  const heardBefore = useRef(heard);

  useEffect(() => {
    const changes = before.current ? comings(before.current, perspectives) : [];
    before.current = perspectives;
    const present = perspectives.filter(({ state }) => state !== 'gone').length;
    if (changes.length > 0) setText(changes.length > maxNames ? words.watch.count(present) : changes.join(', '));
  }, [perspectives]);

  useEffect(() => {
    if (heardBefore.current === heard) return;
    heardBefore.current = heard;
    const perspective = perspectives.find(({ id }) => id === heard);
    if (heard === null) setText(words.watch.silent);
    else if (perspective) setText(words.watch.nowHearing(nameOf(perspective)));
  }, [heard, perspectives]);

  return text;
}
