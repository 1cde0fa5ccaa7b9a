import type { Reported } from '../../../shared/conversations/moderator.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { createRefreshable, type Refreshable } from './refreshable.ts';

const byUrgency = (all: readonly Reported[]) => [...all].sort((a, b) => b.urgency - a.urgency);

/** Reports that no moderator has dismissed, most urgent first. */
export function createReportList({
  ask,
  onNotice,
}: Pick<ModeratorSession, 'ask' | 'onNotice'>): Refreshable<readonly Reported[]> {
  const list = createRefreshable<readonly Reported[]>([], async () => (await ask('readReports', {})).reports);
  onNotice('reported', (fresh) =>
    list.change((now) => byUrgency([...now.filter(({ perspective }) => perspective !== fresh.perspective), fresh])),
  );
  onNotice('logged', ({ act }) => {
    if (act === 'dismissReports' || act === 'undo' || act === 'takeBack') list.refresh();
  });
  return list;
}
