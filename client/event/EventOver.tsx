import type { ReactNode } from 'react';
import { type EventReply, pages } from '../../shared/restApi.ts';
import { TimeElement } from '../ui/TimeElement.tsx';
import { words } from '../words/words.ts';
import { OnNowCards } from './OnNowCards.tsx';
import { Poster } from './Poster.tsx';
import { dayInWords, lengthInWords, timeInWords } from './timeInWords.ts';

type Props = {
  reply: EventReply;
  nowMs: number;
  /** On a page of its own. */
  isPage?: boolean;
  acts?: ReactNode;
};

/** An event that is over: when it ended, how many filmed it and for how long, and what is on now. */
export function EventOver({ reply: { event, filmed }, nowMs, isPage = false, acts }: Props) {
  const texts = words.event;
  const endedAt = event.endsAt ?? filmed?.until ?? null;
  const facts: (readonly [name: string, fact: ReactNode])[] = [
    endedAt === null
      ? [texts.began, dayInWords(event.startsAt, nowMs)]
      : [
          texts.ended,
          <TimeElement key="ended" at={endedAt}>
            {texts.at(dayInWords(endedAt, nowMs), timeInWords(endedAt))}
          </TimeElement>,
        ],
    ...(filmed
      ? ([
          [texts.filmedBy, texts.phones(filmed.cameras)],
          [texts.filmedFor, lengthInWords(filmed.until - filmed.from)],
        ] as const)
      : []),
  ];
  return (
    <Poster
      is="over"
      {...(isPage ? { page: { title: event.title } } : {})}
      heading={texts.over}
      below={<OnNowCards except={event.id} />}
    >
      {!filmed && <p>{texts.nobodyFilmed}</p>}
      <dl className="poster-facts">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <div className="poster-acts">
        <a className="button" href={pages.home}>
          {words.ui.toHome}
        </a>
        {acts}
      </div>
    </Poster>
  );
}
