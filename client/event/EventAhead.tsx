import type { ReactNode } from 'react';
import type { Event } from '../../shared/domain.ts';
import { paths } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { TimeElement } from '../ui/TimeElement.tsx';
import { words } from '../words/words.ts';
import { Poster } from './Poster.tsx';
import { dayInWords, timeInWords, untilInWords } from './timeInWords.ts';

type Props = {
  event: Pick<Event, 'id' | 'title' | 'startsAt'>;
  nowMs: number;
  isPage?: boolean;
  hint: string;
  acts: ReactNode;
};

/** An event to come: when it starts, how long until then, and a file for calendars. */
export function EventAhead({ event: { id, title, startsAt }, nowMs, isPage = false, hint, acts }: Props) {
  const texts = words.event;
  return (
    <Poster
      is="ahead"
      {...(isPage ? { page: { title } } : {})}
      heading={
        <TimeElement at={startsAt}>{texts.starts(dayInWords(startsAt, nowMs), timeInWords(startsAt))}</TimeElement>
      }
    >
      <p className="poster-count" role="timer">
        {untilInWords(startsAt - nowMs)}
      </p>
      <p>{hint}</p>
      <div className="poster-acts">
        <a className="button" href={paths.calendar(id)}>
          <Icon name="clock" />
          {texts.addToCalendar}
        </a>
        {acts}
      </div>
    </Poster>
  );
}
