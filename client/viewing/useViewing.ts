import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WantedTile } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import { type Arrangement, keepArrangement } from '../grid/arrangement.ts';
import { focusOf } from '../grid/Grid.tsx';
import { createSound } from '../grid/sound.ts';
import { moveTile, orderTiles, wholeOrder } from '../grid/tiles.ts';
import { useValue } from '../useValue.ts';
import type { WatchSession } from './session/watchSession.ts';
import { createNudges, type SaveNudge } from './synchrony/nudges.ts';
import { useOpeningView } from './useOpeningView.ts';
import { usePages } from './usePages.ts';
import { useSolo } from './useSolo.ts';

/** Whose sound is wanted goes out with the tiles, as one wish. */
function useWish(session: WatchSession, heard: string | null) {
  const tiles = useRef<WantedTile[] | null>(null);
  const now = useRef(heard);
  now.current = heard;
  // A grid that is not drawn yet has no wish.
  useEffect(() => {
    if (tiles.current) session.want({ tiles: tiles.current, heard });
  }, [session, heard]);
  // A grid that is drawn no more wants nothing, though its session may go on.
  useEffect(() => () => session.want({ tiles: [], heard: null }), [session]);
  return useCallback(
    (wanted: WantedTile[]) => {
      tiles.current = wanted;
      session.want({ tiles: wanted, heard: now.current });
    },
    [session],
  );
}

function useSound(session: WatchSession, here: readonly Perspective[], arrangement: Arrangement) {
  const sound = useMemo(() => createSound(session.sound), [session]);
  useEffect(() => sound.open(), [sound]);
  const [hasChosen, setHasChosen] = useState(false);
  const isBlocked = useValue(sound.isBlocked);
  const isHeardHere = here.some(({ id }) => id === arrangement.heard);
  const hasAny = here.some(({ media }) => media.audio);
  return {
    isSoundOffered: isBlocked || (hasAny && !hasChosen && !isHeardHere),
    isHeardHere,
    unlock: useCallback(() => {
      setHasChosen(true);
      sound.unlock();
    }, [sound]),
  };
}

/** What one viewer does with a session: arrangement, sound, full screen. */
export function useViewing(session: WatchSession, here: readonly Perspective[], saveNudge?: SaveNudge) {
  const kept = useMemo(keepArrangement, []);
  useEffect(() => kept.open(), [kept]);
  const arrangement = useValue(kept.value);
  const opening = useOpeningView(useValue(session.event), kept, session.role);
  const arrange = kept.change;
  useEffect(() => session.sync.grid.setMode(arrangement.sync), [session, arrangement.sync]);
  const nudges = useMemo(() => createNudges(session.sync, saveNudge), [session, saveNudge]);
  const ordered = useMemo(() => orderTiles(here, arrangement.order), [here, arrangement.order]);
  const { shown, others, pager } = usePages(useValue(session.perspectives), arrangement, useValue(session.tileLimit));
  // On another page than that of the chosen one, the first there is what keys and buttons are about.
  const focus = focusOf(
    ordered.filter((each) => shown.includes(each)),
    arrangement,
  );
  const { unlock, isSoundOffered, isHeardHere } = useSound(session, here, arrangement);
  const { stage, isSolo, setSolo } = useSolo();
  const want = useWish(session, arrangement.heard);

  const isFocusMarked = isSolo || arrangement.mode === 'focus' || arrangement.focus !== null;

  const hear = useCallback(
    (id: string | null) => {
      unlock();
      arrange({ heard: id });
    },
    [unlock, arrange],
  );
  // The same for as long as the page is open: tiles are drawn anew for what concerns them, and for nothing else.
  const latest = useRef(ordered);
  latest.current = ordered;
  const move = useCallback(
    (moved: string, target: string) =>
      arrange({ order: moveTile(wholeOrder(latest.current, kept.value.get().order), moved, target) }),
    [kept, arrange],
  );
  const solo = useCallback(
    (id: string | null) => {
      if (id !== null) arrange({ focus: id });
      setSolo(id !== null);
    },
    [arrange, setSolo],
  );
  return {
    arrangement,
    arrange,
    ordered,
    /** Those on this page, those on the others, and how to turn over. */
    shown,
    others,
    pager,
    focus,
    move,
    isFocusMarked,
    hear,
    solo,
    isSolo,
    setSolo,
    stage,
    want,
    nudges,
    opening,
    isSoundOffered,
    /** The sound of who was chosen before, or of who is in focus, or of the first who has any. */
    offerSound() {
      const first = [ordered.find(({ id }) => id === focus), ...ordered].find((each) => each?.media.audio);
      hear(isHeardHere ? arrangement.heard : (first?.id ?? null));
    },
  };
}

export type Viewing = ReturnType<typeof useViewing>;
