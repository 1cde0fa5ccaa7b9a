import './LatencyPlot.css';
import { words } from '../../words/words.ts';
import { crestOf, heightOf, pathOf, scaleOf } from './plotGeometry.ts';

export type PlottedTile = {
  id: string;
  name: string;
  colour: string;
  /** Latencies of the last minute, oldest first, ms. */
  history: readonly (number | null)[];
  /** It is not at the grid's instant: its line is labelled. */
  isApart: boolean;
};

type Props = { tiles: readonly PlottedTile[]; delayMs: number; highlighted: string | null };

/** In units of the drawing: the area of the lines, and the margins for the figures. */
const size = { width: 258, height: 128 };
const margin = { left: 54, top: 10, right: 4, bottom: 20 };
const box = `${-margin.left} ${-margin.top} ${size.width + margin.left + margin.right} ${size.height + margin.top + margin.bottom}`;

function Scale({ topMs, ticks }: ReturnType<typeof scaleOf>) {
  return (
    <g className="plot-scale">
      {ticks.map((ms) => (
        <g key={ms} transform={`translate(0 ${heightOf(ms, topMs, size)})`}>
          <path d={`M0 0H${size.width}`} />
          <text x={-7} dy="0.35em" textAnchor="end">
            {ms === 0 ? ms : ms % 1_000 === 0 || topMs > 2_000 ? words.sync.seconds(ms / 1_000) : words.sync.ms(ms)}
          </text>
        </g>
      ))}
      {[60, 30, 0].map((seconds) => (
        <text
          key={seconds}
          x={size.width * (1 - seconds / 60)}
          y={size.height + 16}
          textAnchor={seconds === 60 ? 'start' : seconds === 0 ? 'end' : 'middle'}
        >
          {seconds === 0 ? words.sync.now : words.sync.ago(seconds)}
        </text>
      ))}
    </g>
  );
}

/** Each tile's latency over the last minute, and the grid delay. */
export function LatencyPlot({ tiles, delayMs, highlighted }: Props) {
  const scale = scaleOf(
    tiles.map(({ history }) => history),
    delayMs,
  );
  const { topMs } = scale;
  const delayAt = heightOf(delayMs, topMs, size);
  return (
    <svg
      className="latency-plot"
      viewBox={box}
      role="img"
      aria-label={words.sync.plot}
      data-highlighted={highlighted !== null}
    >
      <Scale {...scale} />
      {delayMs > 0 && (
        <g className="plot-delay">
          <path d={`M0 ${delayAt}H${size.width}`} />
          <text x={4} y={delayAt + (delayAt < 24 ? 14 : -5)}>
            {words.sync.held(words.sync.ms(delayMs))}
          </text>
        </g>
      )}
      {tiles.map(({ id, name, colour, history, isApart }) => {
        const labelAt = heightOf(crestOf(history), topMs, size);
        return (
          <g key={id} className="plot-line" data-highlighted={id === highlighted} style={{ color: colour }}>
            <path d={pathOf(history, topMs, size)}>
              <title>{name}</title>
            </path>
            {(isApart || id === highlighted) && (
              <text x={size.width - 4} y={labelAt - 6} textAnchor="end">
                {name}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
