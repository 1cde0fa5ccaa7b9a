import type { Holding, Insight, TakenBack } from '../../shared/conversations/spectator.ts';
import { dateIn } from '../dates.ts';
import { Icon } from '../ui/Icon.tsx';
import { Time } from '../ui/Time.tsx';
import { language, words } from '../words/words.ts';

const { mine: said } = words.live;
const times = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
const days = new Intl.DateTimeFormat(language, { weekday: 'long', hour: 'numeric', minute: '2-digit' });
const timeOf = (ms: number) => dateIn(times, ms);
const dayOf = (ms: number) => dateIn(days, ms);
const counted = (n: number) => n.toLocaleString(language, { maximumFractionDigits: n < 10 ? 1 : 0 });

/** How many watch now and in all, and for how long. */
export function Figures({ insight: { watching, viewers, watchedMinutes } }: { insight: Insight }) {
  return (
    <dl className="mine-figures">
      {[[said.now, watching] as const, [said.inAll, viewers] as const, [said.minutes, watchedMinutes] as const].map(
        ([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{counted(value)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** When it was featured, and who decided what about it and why. */
export function Decisions({ insight: { decisions, featured } }: { insight: Insight }) {
  return (
    <section className="mine-part">
      <h3>{said.decisions}</h3>
      {featured.map(({ from, to }) => (
        <p key={from} className="mine-featured">
          <Icon name="star" /> {said.featured(timeOf(from), to === null ? null : timeOf(to))}
        </p>
      ))}
      {decisions.length === 0 && <p>{said.noDecisions}</p>}
      <ol>
        {decisions.map(({ at, act, by, moderator, why }) => (
          <li key={`${at} ${act}`}>
            <Time at={at}>{timeOf(at)}</Time>
            <span>
              <strong>{words.acts[act]}</strong>
              <span className="mine-by">{by === 'event' ? said.byEvent : said.byModerator(moderator)}</span>
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
          <span>{said.kinds[what]}</span>
          <span>{count}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is stored, and until when. */
export function Held({ insight: { holdings, until } }: { insight: Insight }) {
  return (
    <section className="mine-part">
      <h3>{said.held}</h3>
      <Holdings holdings={holdings} none={said.nothing} />
      {holdings.length > 0 && <p>{until === null ? said.untilAfter : said.until(dayOf(until))}</p>}
    </section>
  );
}

/** What there was and what is left, as the server counted it before and after. */
export function ProofPart({ proof: { was, left, filesWithinSeconds } }: { proof: TakenBack }) {
  return (
    <section className="mine-part mine-proof" role="status">
      <h3>
        <Icon name="check" /> {said.takenBack}
      </h3>
      <h4>{said.was}</h4>
      <Holdings holdings={was} none={said.nothing} />
      <h4>{said.left}</h4>
      <Holdings holdings={left} none={said.nothingLeft} />
      {left.length > 0 && <p>{said.leftWhy}</p>}
      <p>{filesWithinSeconds === null ? said.filesLater : said.filesSoon}</p>
    </section>
  );
}
