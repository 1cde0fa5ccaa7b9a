import type { Perspective } from '../../../shared/domain.ts';
import { exactOf } from '../../grid/latencyFigures.ts';
import type { TileMark } from '../../sync/gridClock.ts';
import { words } from '../../words/words.ts';
import { Nudge } from './Nudge.tsx';
import type { Nudging } from './nudging.ts';

type Props = {
  perspective: Perspective;
  name: string;
  colour: string;
  /** Null where no picture is shown. */
  told: TileMark | null;
  nudging: Nudging;
  onMark(id: string | null): void;
};

/** How a tile's time is known, and how well. */
function Knowledge({ clock, told }: { clock: Perspective['clock']; told: TileMark | null }) {
  if (!told) return words.sync.noPicture;
  if (told.source === 'arrival' || !clock) return words.sync.sources.arrival;
  return (
    <>
      {words.sync.sources[told.source]}
      <br />
      {words.sync.clocks[clock.quality]}
    </>
  );
}

/** One tile in figures, and what can be done about it. */
export function SyncRow({ perspective, name, colour, told, nudging, onMark }: Props) {
  const { id, clock } = perspective;
  const isKnown = told !== null && told.source !== 'arrival';
  return (
    <li className="sync-row" onPointerEnter={() => onMark(id)} onPointerLeave={() => onMark(null)}>
      <p className="sync-row-head">
        <span className="sync-swatch" style={{ background: colour }} aria-hidden="true" />
        <span className="sync-row-name">{name}</span>
        {told && (
          <span className="sync-row-latency">
            <span className="unseen">{words.sync.latency} </span>
            {isKnown ? words.sync.ms(told.latencyMs) : words.sync.about(words.sync.ms(told.latencyMs))}
          </span>
        )}
        <span className="sync-row-skew" data-mark={told?.mark ?? 'unknown'}>
          {isKnown && (
            <>
              <span className="unseen">{words.sync.skew} </span>
              {exactOf(told.skewMs)}
            </>
          )}
        </span>
      </p>
      <p className="sync-row-source">
        <Knowledge clock={clock} told={told} />
        {clock?.isDoubted && <em>{words.sync.doubted}</em>}
      </p>
      <Nudge perspective={perspective} name={name} nudging={nudging} />
    </li>
  );
}
