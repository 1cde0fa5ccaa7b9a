import type { Holding, Insight, TakenBack } from '../../shared/conversations/spectator.ts';
import { dateIn } from '../dates.ts';
import { Icon } from '../ui/Icon.tsx';
import { TimeElement } from '../ui/TimeElement.tsx';
import { language, words } from '../words/words.ts';

const { mine: texts } = words.live;
const times = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
const days = new Intl.DateTimeFormat(language, { weekday: 'long', hour: 'numeric', minute: '2-digit' });
const timeOf = (ms: number) => dateIn(times, ms);
const dayOf = (ms: number) => dateIn(days, ms);
const hourMs = 3_600_000;
const counted = (n: number) => n.toLocaleString(language, { maximumFractionDigits: n < 10 ? 1 : 0 });

/** Three figures side by side, each with its name. */
export function FigureList({ figures }: { figures: readonly (readonly [name: string, value: number | string])[] }) {
  return (
    <dl className="mine-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'number' ? counted(value) : value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function InsightFigures({ insight: { watching, viewers, watchedMinutes } }: { insight: Insight }) {
  return (
    <FigureList
      figures={[
        [texts.now, watching],
        [texts.inAll, viewers],
        [texts.minutes, watchedMinutes],
      ]}
    />
  );
}

/** When the perspective was featured, and what was decided about it, by whom and why. */
export function InsightDecisions({ insight: { decisions, featured } }: { insight: Insight }) {
  return (
    <section className="mine-part">
      <h3>{texts.decisions}</h3>
      {featured.map(({ from, to }) => (
        <p key={from} className="mine-featured">
          <Icon name="star" /> {texts.featured(timeOf(from), to === null ? null : timeOf(to))}
        </p>
      ))}
      {decisions.length === 0 && <p>{texts.noDecisions}</p>}
      <ol>
        {decisions.map(({ at, act, by, moderator, why }) => (
          <li key={`${at} ${act}`}>
            <TimeElement at={at}>{timeOf(at)}</TimeElement>
            <span>
              <strong>{words.acts[act]}</strong>
              <span className="mine-by">{by === 'event' ? texts.byEvent : texts.byModerator(moderator)}</span>
              {why && <q>{why}</q>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Holdings({ holdings, none }: { holdings: readonly Holding[]; none: string }) {
  if (holdings.length === 0) return <p>{none}</p>;
  return (
    <ul className="mine-holdings">
      {holdings.map(({ what, count }) => (
        <li key={what}>
          <span>{texts.kinds[what]}</span>
          <span>{count}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the server stores, and until when. */
export function StoredData({ insight: { holdings, until, keptMs }, note }: { insight: Insight; note?: string }) {
  return (
    <section className="mine-part">
      <h3>{texts.held}</h3>
      {note && <p>{note}</p>}
      <Holdings holdings={holdings} none={texts.nothing} />
      {holdings.length > 0 && <p>{until === null ? texts.untilAfter(keptMs / hourMs) : texts.until(dayOf(until))}</p>}
    </section>
  );
}

/** What the server counted before and after deleting. */
export function ProofPart({ proof: { was, left, filesWithinSeconds } }: { proof: TakenBack }) {
  return (
    <section className="mine-part mine-proof" role="status">
      <h3>
        <Icon name="check" /> {texts.takenBack}
      </h3>
      <h4>{texts.was}</h4>
      <Holdings holdings={was} none={texts.nothing} />
      <h4>{texts.left}</h4>
      <Holdings holdings={left} none={texts.nothingLeft} />
      {left.length > 0 && <p>{texts.leftWhy}</p>}
      <p>{filesWithinSeconds === null ? texts.filesLater : texts.filesSoon}</p>
    </section>
  );
}
