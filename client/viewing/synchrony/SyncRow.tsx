import type { Perspective } from '../../../shared/domain.ts';
import { exactOf } from '../../grid/latencyFigures.ts';
import type { SyncReading } from '../../sync/gridClock.ts';
import { words } from '../../words/words.ts';
import { Nudge } from './Nudge.tsx';
import type { Nudges } from './nudges.ts';

type Props = {
  perspective: Perspective;
  name: string;
  colour: string;
  /** Null while no picture is shown. */
  reading: SyncReading | null;
  nudges: Nudges;
  onHighlight(id: string | null): void;
};

/** What a tile's capture times come from, and how exact they are. */
function TimeSource({ clock, reading }: { clock: Perspective['clock']; reading: SyncReading | null }) {
  if (!reading) return words.sync.noPicture;
  if (reading.source === 'arrival' || !clock) return words.sync.sources.arrival;
  return (
    <>
      {words.sync.sources[reading.source]}
      <br />
      {words.sync.clocks[clock.quality]}
    </>
  );
}

/** One tile's measurements, and its nudge. */
export function SyncRow({ perspective, name, colour, reading, nudges, onHighlight }: Props) {
  const { id, clock } = perspective;
  const isKnown = reading !== null && reading.source !== 'arrival';
  return (
    <li className="sync-row" onPointerEnter={() => onHighlight(id)} onPointerLeave={() => onHighlight(null)}>
      <p className="sync-row-head">
        <span className="sync-swatch" style={{ background: colour }} aria-hidden="true" />
        <span className="sync-row-name">{name}</span>
        {reading && (
          <span className="sync-row-latency">
            <span className="unseen">{words.sync.latency} </span>
            {isKnown ? words.sync.ms(reading.latencyMs) : words.sync.about(words.sync.ms(reading.latencyMs))}
          </span>
        )}
        <span className="sync-row-skew" data-level={reading?.level ?? 'unknown'}>
          {isKnown && (
            <>
              <span className="unseen">{words.sync.skew} </span>
              {exactOf(reading.skewMs)}
            </>
          )}
        </span>
      </p>
      <p className="sync-row-source">
        <TimeSource clock={clock} reading={reading} />
        {clock?.isDoubted && <em>{words.sync.doubted}</em>}
      </p>
      <Nudge perspective={perspective} name={name} nudges={nudges} />
    </li>
  );
}
