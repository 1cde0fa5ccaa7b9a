import type { Reported } from '../../../shared/conversations/moderator.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { createReading, type Reading } from './reading.ts';

const byUrgency = (all: readonly Reported[]) => [...all].sort((a, b) => b.urgency - a.urgency);

/** What viewers say is wrong and nobody has looked at yet, most urgent first. */
export function createReportBook({
  ask,
  onNotice,
}: Pick<ModeratorSession, 'ask' | 'onNotice'>): Reading<readonly Reported[]> {
  const book = createReading<readonly Reported[]>([], async () => (await ask('readReports', {})).reports);
  onNotice('reported', (fresh) =>
    book.change((now) => byUrgency([...now.filter(({ perspective }) => perspective !== fresh.perspective), fresh])),
  );
  onNotice('logged', ({ act }) => {
    if (act === 'dismissReports' || act === 'undo' || act === 'takeBack') book.again();
  });
  return book;
}
