import './EndedPage.css';
import './MineSheet.css';
import { useEffect, useRef } from 'react';
import type { Insight } from '../../shared/conversations/spectator.ts';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';
import { FigureList, InsightDecisions, ProofPart, StoredData } from './Insights.tsx';
import { MineActs } from './MineActs.tsx';
import { TakeBackButton } from './TakeBackButton.tsx';

function Figures({ insight: { filmedMinutes, mostWatching, viewers } }: { insight: Insight }) {
  const { ended } = words.live;
  return (
    <FigureList
      figures={[
        [ended.filmed, ended.duration(filmedMinutes)],
        [ended.most, mostWatching],
        [words.live.mine.inAll, viewers],
      ]}
    />
  );
}

/** After the end: how long it was, how many watched, what is kept and until when, and what can be done now. */
export function EndedPage({ filming, event }: { filming: Filming; event: string }) {
  const { mine } = filming;
  const insight = useValue(mine.insight);
  const proof = useValue(mine.proof);
  const trouble = useValue(mine.trouble);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => mine.follow(), [mine]);
  // The button that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  const hasAny = insight !== null && insight.holdings.length > 0;
  const { sentence, advice } = words.live.explanations.ended;
  return (
    <div className="ended">
      <div>
        <header>
          <h2 ref={heading} tabIndex={-1}>
            {sentence}
          </h2>
          <p>{advice}</p>
        </header>
        {trouble && <Notice what={trouble} />}
        {insight?.perspective && (
          <div className="mine">
            <Figures insight={insight} />
          </div>
        )}
        <div className="ended-acts">
          <button type="button" className="film-go" onClick={() => void filming.goLive()}>
            <span className="film-go-ring" aria-hidden="true" />
            {words.live.goLive}
          </button>
          <a className="button" data-variant="quiet" href={pages.watch(event)}>
            <Icon name="watch" />
            {words.live.watch}
          </a>
        </div>
        <div className="mine">
          {proof && <ProofPart proof={proof} />}
          {hasAny && !proof && (
            <>
              {insight.decisions.length > 0 && <InsightDecisions insight={insight} />}
              <StoredData insight={insight} note={words.live.ended.notRecorded} />
              <MineActs filming={filming} isLive={false} hasAny />
              <TakeBackButton onTakeBack={mine.takeBack} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}
