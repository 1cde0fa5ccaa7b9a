import './SyncPanel.css';
import { useState } from 'react';
import type { Perspective } from '../../../shared/domain.ts';
import type { SyncMode } from '../../sync/gridClock.ts';
import type { Synchrony } from '../../sync/synchrony.ts';
import { Choice } from '../../ui/Choice.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useValue } from '../../useValue.ts';
import type { Value } from '../../value.ts';
import { words } from '../../words/words.ts';
import type { DelaySharing } from '../session/delaySharing.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import type { DeviceShown } from './givenUp.ts';
import { LatencyPlot } from './LatencyPlot.tsx';
import type { Nudges } from './nudges.ts';
import { SharedDelay } from './SharedDelay.tsx';
import { SyncRow } from './SyncRow.tsx';
import { useColours } from './useColours.ts';

type Props = {
  sync: Synchrony;
  /** In the order of the grid. */
  perspectives: readonly Perspective[];
  nameOf(id: string): string;
  mode: SyncMode;
  onMode(mode: SyncMode): void;
  nudges: Nudges;
  sharing: DelaySharing;
  device: DeviceShown;
  /** Whether all is shown, though the tiles may then be apart. */
  showsAll: Value<boolean>;
  onShowsAll(showsAll: boolean): void;
  onClose(): void;
};

const modes: readonly SyncMode[] = ['together', 'live'];
const measuredEveryMs = 1_000;

/** What is measured of the tiles, once a second. */
function Measured({
  sync,
  perspectives,
  nameOf,
  nudges,
}: Omit<Props, 'mode' | 'onMode' | 'sharing' | 'device' | 'showsAll' | 'onShowsAll' | 'onClose'>) {
  useNow(sync.clock.now, measuredEveryMs);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const { delayMs } = sync.grid.figure.get();
  const colourOf = useColours();
  const tiles = perspectives.map((perspective) => ({
    perspective,
    id: perspective.id,
    name: nameOf(perspective.id),
    colour: colourOf(perspective.id),
    reading: perspective.state === 'stalled' ? null : sync.grid.readingOf(perspective.id).get(),
    history: sync.grid.historyOf(perspective.id),
  }));
  return (
    <>
      <LatencyPlot
        tiles={tiles.map((tile) => ({ ...tile, isApart: tile.reading?.level === 'poor' }))}
        delayMs={delayMs}
        highlighted={highlighted}
      />
      <ul className="sync-rows" aria-label={words.sync.tiles}>
        {tiles.map(({ id, ...tile }) => (
          <SyncRow key={id} {...tile} nudges={nudges} onHighlight={setHighlighted} />
        ))}
      </ul>
    </>
  );
}

/** How well the tiles are in sync, how that is known, and what a viewer can do about it. */
export function SyncPanel({ mode, onMode, sharing, device, showsAll, onShowsAll, onClose, ...measured }: Props) {
  const { sync, nudges, perspectives } = measured;
  const refusal = useValue(nudges.refusal);
  return (
    <SidePanel name={words.sync.title} variant="quiet" className="sync-panel" closesOnEscape onClose={onClose}>
      <DeviceChoice device={device} showsAll={showsAll} onShowsAll={onShowsAll} />
      <Choice
        legend={words.sync.mode}
        options={modes.map((value) => ({ value, text: words.sync.modes[value], hint: words.sync.modeHints[value] }))}
        chosen={mode}
        onChoose={onMode}
      />
      {mode === 'together' && <SharedDelay sharing={sharing} />}
      {perspectives.length > 0 && <Measured {...measured} />}
      {refusal && (
        <p className="sync-refusal" role="alert">
          {refusal.sentence} {refusal.advice}
        </p>
      )}
      <p className="sync-playout">{words.sync.playouts[useValue(sync.playout)]}</p>
    </SidePanel>
  );
}
