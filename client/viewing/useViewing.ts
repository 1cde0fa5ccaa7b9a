import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WantedTile } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import { type Arrangement, keepArrangement } from '../grid/arrangement.ts';
import { focusOf } from '../grid/Grid.tsx';
import { toggleOwnWindow } from '../grid/ownWindow.ts';
import { createSound } from '../grid/sound.ts';
import { moveTile, orderTiles, wholeOrder } from '../grid/tiles.ts';
import { useValue } from '../useValue.ts';
import type { WatchSession } from './session/watchSession.ts';
import { createNudges, type SaveNudge } from './synchrony/nudges.ts';
import { useOpeningView } from './useOpeningView.ts';
import { usePages } from './usePages.ts';
import { useSolo } from './useSolo.ts';

/** Sends the wanted tiles and the heard perspective as one wish. */
function useWish(session: WatchSession, heard: string | null) {
  const tiles = useRef<WantedTile[] | null>(null);
  const now = useRef(heard);
  now.current = heard;
  // Before the grid is drawn it is not known which tiles are wanted.
  useEffect(() => {
    if (tiles.current) session.want({ tiles: tiles.current, heard });
  }, [session, heard]);
  // The session may outlive the grid: then nothing is wanted.
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
    volume: sound.volume,
    unlock: useCallback(() => {
      setHasChosen(true);
      sound.unlock();
    }, [sound]),
  };
}

/** The tiles of this page, as many as this device can show. */
function useShown(session: WatchSession, here: readonly Perspective[], arrangement: Arrangement) {
  const limits = useValue(session.limits);
  const pages = usePages(useValue(session.perspectives), arrangement, limits);
  const shown = pages.shown.filter(({ state }) => state !== 'gone').length;
  return { ...pages, device: { ...limits, shown, wished: Math.min(here.length, limits.most) } };
}

/** A viewer's use of a session: arrangement, sound, full screen, pages. */
export function useViewing(session: WatchSession, here: readonly Perspective[], saveNudge?: SaveNudge) {
  const kept = useMemo(keepArrangement, []);
  useEffect(() => kept.open(), [kept]);
  const arrangement = useValue(kept.value);
  const opening = useOpeningView(useValue(session.event), kept, session.role);
  const arrange = kept.change;
  useEffect(() => session.sync.grid.setMode(arrangement.sync), [session, arrangement.sync]);
  const nudges = useMemo(() => createNudges(session.sync, saveNudge), [session, saveNudge]);
  const ordered = useMemo(() => orderTiles(here, arrangement.order), [here, arrangement.order]);
  const { shown, others, pager, device } = useShown(session, here, arrangement);
  // If the focused perspective is on another page, keys and buttons act on the first one here.
  const focus = focusOf(
    ordered.filter((each) => shown.includes(each)),
    arrangement,
  );
  const { unlock, isSoundOffered, isHeardHere, volume } = useSound(session, here, arrangement);
  const { stage, isSolo, setSolo } = useSolo();
  const want = useWish(session, arrangement.heard);

  const hear = useCallback(
    (id: string | null) => {
      unlock();
      arrange({ heard: id });
    },
    [unlock, arrange],
  );
  // A ref keeps `move` the same function, so that tiles are not drawn again for it.
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
  const toOwnWindow = useCallback((id: string) => toggleOwnWindow(stage.current, id), [stage]);
  return {
    arrangement,
    arrange,
    ordered,
    /** Perspectives of this page, those of the others, and how to turn pages. */
    shown,
    others,
    pager,
    /** How much of what is wished this device shows. */
    device,
    focus,
    move,
    isFocusMarked: isSolo || arrangement.mode === 'focus' || arrangement.focus !== null,
    hear,
    solo,
    isSolo,
    setSolo,
    stage,
    want,
    nudges,
    opening,
    isSoundOffered,
    volume,
    toOwnWindow,
    /** Plays the last chosen sound, else that of the focused perspective, else the first there is. */
    offerSound() {
      const first = [ordered.find(({ id }) => id === focus), ...ordered].find((each) => each?.media.audio);
      hear(isHeardHere ? arrangement.heard : (first?.id ?? null));
    },
  };
}

export type ViewingState = ReturnType<typeof useViewing>;
