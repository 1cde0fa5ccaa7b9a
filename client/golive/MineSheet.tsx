import './MineSheet.css';
import { useEffect } from 'react';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';
import { InsightDecisions, InsightFigures, ProofPart, StoredData } from './Insights.tsx';
import { LiveSheet } from './LiveSheet.tsx';
import { MineActs } from './MineActs.tsx';
import { TakeBackButton } from './TakeBackButton.tsx';

const { mine: texts } = words.live;

/** Who watched the own perspective, what was decided about it, and what is stored; to download or delete all of it. */
export function MineSheet({ filming, isLive, onClose }: { filming: Filming; isLive: boolean; onClose(): void }) {
  const { mine } = filming;
  const insight = useValue(mine.insight);
  const proof = useValue(mine.proof);
  const trouble = useValue(mine.trouble);
  useEffect(() => mine.follow(), [mine]);
  const isShown = insight !== null && insight.perspective !== null;
  const hasAny = insight !== null && insight.holdings.length > 0;
  return (
    <LiveSheet heading={texts.title} onClose={onClose}>
      <div className="mine">
        {trouble && <Notice what={trouble} />}
        {proof && !isLive && <ProofPart proof={proof} />}
        {insight && !hasAny && !proof && <p>{texts.intro}</p>}
        {isShown && <InsightFigures insight={insight} />}
        <MineActs filming={filming} isLive={isLive} hasAny={hasAny} />
        {isShown && <InsightDecisions insight={insight} />}
        {hasAny && (!proof || isLive) && <StoredData insight={insight} />}
        {hasAny && (!proof || isLive) && <TakeBackButton onTakeBack={mine.takeBack} />}
      </div>
    </LiveSheet>
  );
}
