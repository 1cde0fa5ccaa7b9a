import type { Reported } from '../../shared/conversations/moderator.ts';
import type { Event } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { gravestOf, type ReportReason, urgencyOf, voicesOf } from '../../shared/reports.ts';
import { answerTo } from '../../shared/rights.ts';
import type { Curate } from './curate.ts';
import type {
  Audience,
  CountedReport,
  EventStore,
  PerspectiveRecord,
  PerspectiveStore,
  Reports,
  TakeTurn,
  WallNow,
} from './ports.ts';

/** Notes that moderators read beside the figures. */
const notesShown = 5;

/** Who reports: a browser that is known, or else whatever has its address; both as digests. */
export type Reporter = {
  role: 'viewer' | 'moderator';
  device: string | null;
  address: string;
  network: string;
  asker: Asker;
};
type Filing = { perspective: string; reason: ReportReason; note: string };
type Parts = {
  events: EventStore;
  store: PerspectiveStore;
  reports: Reports;
  curate: Curate;
  audience: Audience;
  takeTurn: TakeTurn;
  wallNow: WallNow;
};

/** What viewers say is wrong: to moderators, by urgency; and to the event, which may act until one of them looks. */
export function createReport({ events, store, reports, curate, audience, takeTurn, wallNow }: Parts) {
  const summaryOf = async ({
    event,
    id,
    curation,
  }: PerspectiveRecord): Promise<Reported & { filed: CountedReport[] }> => {
    const all = await reports.about(event, id);
    const filed = all.filter(({ at }) => at > curation.lookedAt).sort((a, b) => b.at - a.at);
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
    await curate.decide({ is: 'event' }, event.id, id, { act: 'hold', patch, report: gravestOf(filed) });
  };

  return {
    async report(eventId: string, by: Reporter, { perspective, reason, note }: Filing): Promise<void> {
      await takeTurn('report', by.asker);
      const [event, record] = await Promise.all([events.get(eventId), store.get(eventId, perspective)]);
      const answer = record ? answerTo(by.role, 'report', effectiveStateOf(record)) : 'noSuchPerspective';
      if (!event || !record || answer === 'noSuchPerspective') throw new Refusal('noSuchPerspective');
      const { address, network } = by;
      const reporter = { reporter: by.device ?? address, address, network };
      // After what was looked at, also where the clock was set back in between.
      const at = Math.max(Math.ceil(wallNow()), record.curation.lookedAt + 1);
      const isCounted = await reports.file(eventId, perspective, reporter, { reason, note, at });
      if (!isCounted) return;
      const { filed, ...reported } = await summaryOf(record);
      audience.tellModerators(eventId, 'reported', reported);
      await actIfTooMany(event, record, filed);
    },

    /** Most urgent first; of those nobody has looked at. */
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
