import './MineSheet.css';
import { useEffect, useState } from 'react';
import type { Holding, Insight } from '../../shared/conversations/spectator.ts';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { language, words } from '../words/words.ts';
import type { Filming } from './filming.ts';
import { LiveSheet } from './LiveSheet.tsx';
import type { Proof } from './mine.ts';

const { mine: said } = words.live;
const timeOf = (ms: number) => new Date(ms).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
const dayOf = (ms: number) =>
  new Date(ms).toLocaleString(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' });

function Figures({ insight: { watching, viewers, watchedMinutes } }: { insight: Insight }) {
  return (
    <dl className="mine-figures">
      {[
        [said.now, watching],
        [said.inAll, viewers],
        [said.minutes, watchedMinutes.toLocaleString(language, { maximumFractionDigits: 1 })],
      ].map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Decisions({ insight: { decisions, featured } }: { insight: Insight }) {
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
            <time>{timeOf(at)}</time>
            <span>
              {words.acts[act]} · {by === 'event' ? said.byEvent : said.byModerator(moderator)}
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
          <span>{said.what[what]}</span>
          <span>{count}</span>
        </li>
      ))}
    </ul>
  );
}

function ProofPart({ proof: { was, left } }: { proof: Proof }) {
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
    </section>
  );
}

function TakeBack({ onTakeBack }: { onTakeBack(): Promise<void> }) {
  const [step, setStep] = useState<'offered' | 'asked' | 'going'>('offered');
  if (step === 'offered') {
    return (
      <button type="button" className="button mine-danger" onClick={() => setStep('asked')}>
        <Icon name="remove" />
        {said.takeBack}
      </button>
    );
  }
  const go = async () => {
    setStep('going');
    await onTakeBack();
    setStep('offered');
  };
  return (
    <div className="mine-confirm" role="alertdialog" aria-label={said.takeBack}>
      <p>{said.takeBackMeans}</p>
      <button type="button" className="button" data-look="quiet" onClick={() => setStep('offered')}>
        {said.keep}
      </button>
      <button type="button" className="button mine-danger" disabled={step === 'going'} onClick={() => void go()}>
        {said.takeBackNow}
      </button>
    </div>
  );
}

function Acts({ filming, isLive }: { filming: Filming; isLive: boolean }) {
  const precision = useValue(filming.place.choice);
  const isPaused = useValue(filming.isPaused);
  return (
    <div className="mine-acts">
      {isLive && (
        <button type="button" className="button" data-look="quiet" onClick={() => filming.setPaused(!isPaused)}>
          {isPaused ? said.resume : said.pause}
        </button>
      )}
      {!filming.isVirtual && precision === 'exact' && (
        <button type="button" className="button" data-look="quiet" onClick={() => filming.place.choose('area')}>
          {said.coarser}
        </button>
      )}
      {!filming.isVirtual && precision !== 'off' && (
        <button type="button" className="button" data-look="quiet" onClick={() => filming.place.choose('off')}>
          {said.hidePlace}
        </button>
      )}
      <button type="button" className="button" data-look="quiet" onClick={() => void filming.mine.download()}>
        {said.download}
      </button>
    </div>
  );
}

/** What one's picture does, who decided what about it, what is held of it; and to have it, or to take it all back. */
export function MineSheet({ filming, isLive, onClose }: { filming: Filming; isLive: boolean; onClose(): void }) {
  const { mine } = filming;
  const insight = useValue(mine.insight);
  const proof = useValue(mine.proof);
  const trouble = useValue(mine.trouble);
  useEffect(() => mine.follow(), [mine]);
  return (
    <LiveSheet heading={said.title} onClose={onClose}>
      <div className="mine">
        {trouble && <Notice what={trouble} />}
        {proof && <ProofPart proof={proof} />}
        {insight && <Figures insight={insight} />}
        <Acts filming={filming} isLive={isLive} />
        {insight && <Decisions insight={insight} />}
        {insight && (
          <section className="mine-part">
            <h3>{said.held}</h3>
            <Holdings holdings={insight.holdings} none={said.nothing} />
            <p>{insight.until === null ? said.untilAfter : said.until(dayOf(insight.until))}</p>
          </section>
        )}
        {insight && insight.holdings.length > 0 && <TakeBack onTakeBack={mine.takeBack} />}
      </div>
    </LiveSheet>
  );
}
