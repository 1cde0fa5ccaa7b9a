import type { Reported } from '../../shared/conversations/moderator.ts';
import type { Event } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import type { Asker } from '../../shared/limits.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { gravestOf, type ReportReason, urgencyOf, voicesOf } from '../../shared/reports.ts';
import { answerTo } from '../../shared/rights.ts';
import type { Curate } from './curate.ts';
import type { Audience } from './ports/audience.ts';
import type { CheckRate } from './ports/checkRate.ts';
import type { WallNow } from './ports/clocks.ts';
import type { EventRecords } from './ports/eventStore.ts';
import type { PerspectiveLists, PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';
import type { CountedReport, Reports } from './ports/reports.ts';

/** How many of the newest notes are shown to moderators. */
const notesShown = 5;

/** All digests. `device` is null without a cookie: then the address stands for the browser. */
export type Reporter = {
  role: 'viewer' | 'moderator';
  device: string | null;
  address: string;
  network: string;
  asker: Asker;
};
type Wish = { perspective: string; reason: ReportReason; note: string };
type Parts = {
  events: Pick<EventRecords, 'get'>;
  store: Pick<PerspectiveRecords, 'get'> & Pick<PerspectiveLists, 'reported'>;
  reports: Reports;
  curate: Curate;
  audience: Audience;
  checkRate: CheckRate;
  wallNow: WallNow;
};

/** Viewers' reports: shown to moderators by urgency. At the event's threshold the perspective is held automatically. */
export function createReport({ events, store, reports, curate, audience, checkRate, wallNow }: Parts) {
  const summaryOf = async ({
    event,
    id,
    curation,
  }: PerspectiveRecord): Promise<Reported & { filed: CountedReport[] }> => {
    const all = await reports.about(event, id);
    const filed = all.filter(({ at }) => at > curation.reportsDismissedAt).sort((a, b) => b.at - a.at);
    const reasons: Reported['reasons'] = {};
    for (const { reason } of filed) reasons[reason] = (reasons[reason] ?? 0) + 1;
    const notes = filed.flatMap(({ note }) => note || []).slice(0, notesShown);
    const figures = { count: filed.length, urgency: urgencyOf(filed, wallNow()), newestAt: filed[0]?.at ?? 0 };
    return { perspective: id, ...figures, reasons, notes, filed };
  };

  const actIfTooMany = async (event: Event, { id, curation }: PerspectiveRecord, filed: CountedReport[]) => {
    const { reportThreshold = 0 } = event;
    const isDue = reportThreshold > 0 && voicesOf(filed.map(({ network }) => network)) >= reportThreshold;
    if (!isDue || !curation.letIn || curation.trusted) return;
    const patch = { letIn: false, featured: false };
    const hold = curate.decide({ is: 'event' }, event.id, id, { act: 'hold', patch, report: gravestOf(filed) });
    await hold.catch((error) => {
      // The report itself is counted: that a moderator was quicker, or that it is written later, is not the viewer's concern.
      if (!isRefusal(error, 'changedSince') && !isRefusal(error, 'writtenLater')) throw error;
    });
  };

  return {
    /** Throws `tooFast`, `noSuchPerspective`, `registryDown`. */
    async report(eventId: string, by: Reporter, { perspective, reason, note }: Wish): Promise<void> {
      await checkRate('report', by.asker);
      const [event, record] = await Promise.all([events.get(eventId), store.get(eventId, perspective)]);
      const answer = record ? answerTo(by.role, 'report', effectiveStateOf(record)) : 'noSuchPerspective';
      if (!event || !record || answer === 'noSuchPerspective') throw new Refusal('noSuchPerspective');
      const { address, network } = by;
      const reporter = { reporter: by.device ?? address, address, network };
      // Later than the last dismissal, even if the clock was set back: otherwise the report would be hidden.
      const at = Math.max(Math.ceil(wallNow()), record.curation.reportsDismissedAt + 1);
      const isCounted = await reports.file(eventId, perspective, reporter, { reason, note, at });
      if (!isCounted) return;
      const { filed, ...reported } = await summaryOf(record);
      audience.tellModerators(eventId, 'reported', reported);
      await actIfTooMany(event, record, filed);
    },

    /** Those that nobody has dismissed, the most urgent first. */
    async read(event: string): Promise<Reported[]> {
      const all = await Promise.all((await store.reported(event)).map(summaryOf));
      return all
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.urgency - a.urgency)
        .map(({ filed: _, ...reported }) => reported);
    },
  };
}

export type Report = ReturnType<typeof createReport>;
