import './SyncFigure.css';
import { useEffect, useMemo } from 'react';
import { spanOf } from '../../grid/latencyFigures.ts';
import { keepSteady } from '../../grid/steady.ts';
import type { GridClock, SyncMode } from '../../sync/gridClock.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { DeviceNotice } from './DeviceNotice.tsx';
import type { DeviceShown } from './givenUp.ts';
import { nextFigure, type ShownFigure } from './steadyFigure.ts';

type Props = { grid: GridClock; device: DeviceShown; isOpen: boolean; onOpen(): void };

/** Nothing is in sync that stands still. */
const noFigure = { state: words.sync.frozen, number: '', behind: '', brief: words.sync.frozen };

/** How far apart the pictures are, and how late all of them, in words. */
function figureInWords(shown: ShownFigure | null, mode: SyncMode) {
  // Without a delay in this mode no path delay has been measured yet.
  if (!shown || (mode === 'together' && shown.delayMs === 0)) {
    return { state: words.sync.measuring, number: '', behind: '', brief: '' };
  }
  const { level, spreadMs, delayMs } = shown;
  const number = spreadMs === null ? '' : spanOf(spreadMs);
  const isTogether = mode === 'together';
  if (!isTogether) return { state: words.sync.modes.live, number, behind: '', brief: number };
  const delay = words.sync.seconds(delayMs / 1_000);
  const state = number && (level === 'good' ? words.sync.inSync : words.sync.spread);
  return { state, number, behind: words.sync.behind(delay), brief: number || delay };
}

/**
 * The grid's synchrony in one figure, and what a busy device gave up for it, in the bar; opens the panel. What is seen is
 * a part of its name.
 */
export function SyncFigure({ grid, device, isOpen, onOpen }: Props) {
  const steady = useMemo(() => keepSteady(grid.figure, nextFigure), [grid]);
  useEffect(() => steady.open(), [steady]);
  const shown = useValue(steady);
  const mode = useValue(grid.mode);
  const isAllFrozen = useValue(grid.freezes.isAllFrozen);
  const count = device.wished;
  if (count === 0) return null;
  const { state, number, behind, brief } = isAllFrozen ? noFigure : figureInWords(shown, mode);
  const text = words.sync.figure([state, number, behind].filter(Boolean).join(', '));
  return (
    <>
      <button
        type="button"
        className="sync-figure"
        data-level={isAllFrozen || mode === 'live' ? 'unknown' : count === 1 ? 'good' : (shown?.level ?? 'unknown')}
        aria-label={text}
        aria-expanded={isOpen}
        aria-keyshortcuts="S"
        data-tip={words.watch.key(text, 'S')}
        onClick={onOpen}
      >
        <span className="sync-figure-sign" />
        {state && <span className="sync-figure-state">{state}</span>}
        {number && <span className="sync-figure-number">{state ? `, ${number}` : number}</span>}
        {behind && <span className="sync-figure-behind">{`, ${behind}`}</span>}
        <span className="sync-figure-brief">{brief}</span>
      </button>
      <DeviceNotice device={device} onOpen={onOpen} />
    </>
  );
}
