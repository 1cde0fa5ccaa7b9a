import { useEffect, useRef } from 'react';
import { nameOf } from '../grid/nameOf.ts';
import { words } from '../words/words.ts';
import type { ViewingState } from './useViewing.ts';

/** Shown by the system beside its play and pause buttons. */
const artwork = [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }];

/** What the buttons of the system, of headphones and of keyboards do with the sound that is heard. */
function actsOf({ arrangement, arrange, hear, focus, ordered }: ViewingState, last: string | null) {
  const audible = ordered.filter(({ media }) => media.audio).map(({ id }) => id);
  const step = (by: 1 | -1) => {
    const from = audible.indexOf(arrangement.heard ?? last ?? focus ?? '');
    const next = audible[(from + by + audible.length) % audible.length];
    if (next === undefined) return;
    hear(next);
    arrange({ focus: next });
  };
  return {
    play: () => hear([last, focus, ...audible].find((id) => id !== null && audible.includes(id)) ?? null),
    pause: () => hear(null),
    nexttrack: () => step(1),
    previoustrack: () => step(-1),
  };
}
const actions = ['play', 'pause', 'nexttrack', 'previoustrack'] as const;

/** Tells the system what is heard, and follows its media keys. */
export function useMediaSession(viewing: ViewingState, title: string | undefined): void {
  const { heard } = viewing.arrangement;
  const lastHeard = useRef<string | null>(null);
  if (heard !== null) lastHeard.current = heard;
  const perspective = viewing.ordered.find(({ id }) => id === (heard ?? lastHeard.current));
  const name = perspective && nameOf(perspective);
  const latest = useRef(viewing);
  latest.current = viewing;

  useEffect(() => {
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    if (name === undefined) {
      // It has gone, or been hidden: the system names it no longer.
      mediaSession.metadata = null;
      mediaSession.playbackState = 'none';
      return;
    }
    mediaSession.metadata = new MediaMetadata({ title: name, artist: title ?? '', album: words.watch.live, artwork });
    mediaSession.playbackState = heard === null ? 'paused' : 'playing';
  }, [name, title, heard]);

  useEffect(() => {
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    for (const action of actions) {
      mediaSession.setActionHandler(action, () => actsOf(latest.current, lastHeard.current)[action]());
    }
    return () => {
      for (const action of actions) mediaSession.setActionHandler(action, null);
      mediaSession.metadata = null;
      mediaSession.playbackState = 'none';
    };
  }, []);
}
