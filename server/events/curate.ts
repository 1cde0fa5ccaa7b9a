import type { CurationAction, DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, Fields } from '../../shared/curationLog.ts';
import { type Curation, curationSchema } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import type { ReportReason } from '../../shared/reports.ts';
import { answerTo, type Receivers, receiversOf } from '../../shared/rights.ts';
import { admissionsAfter } from './admission.ts';
import { createKeyedQueue } from './keyedQueue.ts';
import type { Camera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Audience } from './ports/audience.ts';
import type { WallNow } from './ports/clocks.ts';
import type { PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';
import type { RecordDecision } from './recordDecision.ts';
import { announcePerspective } from './announce.ts';
import { decisionOf } from './shownTo.ts';
import type { Unwritten } from './unwritten.ts';

/** What each action sets; none toggles, so that the same action twice changes nothing more. */
const patchOf: Record<CurationAction, (now: number, curation: Curation) => Partial<Curation>> = {
  letIn: () => ({ letIn: true }),
  sendBack: () => ({ letIn: false, featured: false, trusted: false }),
  feature: () => ({ featured: true }),
  unfeature: () => ({ featured: false }),
  hide: () => ({ hidden: true }),
  show: () => ({ hidden: false, out: 'no' }),
  blackout: () => ({ blackout: true }),
  lift: () => ({ blackout: false }),
  remove: () => ({ out: 'removed', hidden: true, featured: false }),
  ban: () => ({ out: 'banned', hidden: true, featured: false, trusted: false }),
  // Stays hidden until somebody shows it.
  unban: (_, { out }) => (out === 'banned' ? { out: 'no' } : {}),
  trust: () => ({ trusted: true, letIn: true }),
  dismissReports: (now) => ({ reportsDismissedAt: Math.ceil(now) }),
};

/** From fewest to most. */
const receiverGroups: readonly Receivers[] = ['nobody', 'moderators', 'everyone'];

/** One decision about one perspective. `version`: the curation's, as its moderator saw it. */
export type CurationDecision = {
  act: Act;
  patch: Fields;
  version?: number | undefined;
  why?: string;
  report?: ReportReason | null;
  undoes?: number;
  /** When it was decided, where it is written later; ms (wall clock). */
  at?: number;
};

type Parts = {
  store: PerspectiveRecords;
  recordDecision: RecordDecision;
  liveCameras: LiveCameras;
  audience: Audience;
  wallNow: WallNow;
  unwritten: Unwritten;
};

/**
 * Decisions about perspectives: carried out on the media first where they take away, written with their line,
 * announced.
 */
export function createCurate({ store, recordDecision, liveCameras, audience, wallNow, unwritten }: Parts) {
  // Of two decisions on one perspective, the media must end as the one that is written last says.
  const inPerspectiveQueue = createKeyedQueue();

  const recordOf = async (event: string, id: string): Promise<PerspectiveRecord> => {
    const here = liveCameras.find(id)?.record;
    const record = here ?? (await store.get(event, id));
    if (record?.event !== event) throw new Refusal('noSuchPerspective');
    return record;
  };

  /** Carries out a curation on the camera if it is live here, and announces it. */
  const apply = async (known: PerspectiveRecord, curation: Curation): Promise<void> => {
    const camera = liveCameras.find(known.id);
    if (!camera) {
      announcePerspective(audience, known, { ...known, curation }, liveCameras.backstageOf(known));
      return;
    }
    await liveCameras.setCuration(camera, curation);
    liveCameras.setReceivers(camera, camera.record.curation);
    if (curation.out === 'no') return;
    camera.phone?.ended(curation.out);
    await liveCameras.takeOff(camera);
  };

  const write = async (by: By, known: PerspectiveRecord, decision: CurationDecision): Promise<DecisionReply> => {
    const { event, id, label } = known;
    const { patch, version, at = Math.round(wallNow()), ...rest } = decision;
    const origin = 'out' in patch || 'trusted' in patch ? await store.originOf(event, id) : null;
    const about = { event, target: { is: 'perspective', id }, whom: known.curation.name || label } as const;
    const admissions = origin ? admissionsAfter(id, origin, { ...known.curation, ...patch }, at) : undefined;
    const isNote = decision.at !== undefined;
    // A record that makes no sense is stored: then what is known here, with what was decided now, holds.
    const readable = (record: unknown) =>
      [record, { ...known.curation, ...patch }].map((each) => curationSchema.safeParse(each).data).find(Boolean) ??
      known.curation;
    // What else was decided, and is not written yet, holds as well.
    const curationOf = (record: unknown) => unwritten.over({ ...known, curation: readable(record) }).curation;
    const { entry, reply } = await recordDecision(
      { ...rest, ...about, by, patch, ifVersion: version, at, isNote, admissions, unknown: 'noSuchPerspective' },
      (record) => apply(known, curationOf(record)),
    );
    if (entry) liveCameras.find(id)?.phone?.decided(decisionOf(entry));
    return reply;
  };

  /** What takes away holds without the registry, too: carried out here and announced, and written once it is back. */
  const decideUnwritten = async (by: By, camera: Camera, { version: _, ...decision }: CurationDecision) => {
    const { record: known, origin } = camera;
    const later = { ...decision, at: Math.round(wallNow()) };
    unwritten.add(known.id, decision.act, {
      camera: origin.camera,
      patch: decision.patch,
      async write() {
        // It may have left since, and the registry may have lost it; what was taken back is void.
        const gone = { ...known, state: 'gone', place: { precision: 'off' } } as const;
        if (await store.claim(known.event, origin, gone))
          await inPerspectiveQueue(known.id, () => write(by, known, later));
      },
    });
    await apply(known, unwritten.over(known).curation);
    throw new Refusal('writtenLater');
  };

  const decide = async (by: By, event: string, id: string, decision: CurationDecision): Promise<DecisionReply> => {
    const known = await recordOf(event, id);
    const { curation } = known;
    if (decision.version !== undefined && decision.version !== curation.version) throw new Refusal('changedSince');
    const next = { ...curation, ...decision.patch };
    const camera = liveCameras.find(id);
    // What takes away acts on the media first; what gives is written first: a fault between leaves less shown.
    const isLess =
      receiverGroups.indexOf(receiversOf({ ...known, curation: next })) < receiverGroups.indexOf(receiversOf(known));
    if (camera && isLess) liveCameras.setReceivers(camera, next);
    // Earlier decisions are written before; one that still cannot be holds all the same, and is tried again by itself.
    await unwritten.writeOf(id).catch(() => undefined);
    return inPerspectiveQueue(id, () => write(by, known, decision)).catch((error) => {
      // Somebody else's decision stands.
      if (camera && isRefusal(error, 'changedSince')) {
        liveCameras.setReceivers(camera, camera.record.curation);
      }
      if (camera && isLess && isRefusal(error, 'registryDown')) return decideUnwritten(by, camera, decision);
      throw error;
    });
  };

  return {
    /**
     * Throws `noSuchPerspective`, `changedSince`, `registryDown`; and `writtenLater` where it takes away and the
     * registry is down: then it holds all the same.
     */
    decide,
    recordOf,

    /** Throws as `decide` does, and the answer of `rights` where the action is not possible now. */
    async curate(
      by: By,
      event: string,
      id: string,
      action: CurationAction,
      asked: Pick<CurationDecision, 'version' | 'why'>,
    ) {
      const known = await recordOf(event, id);
      const answer = answerTo('moderator', `curate.${action}`, effectiveStateOf(known));
      if (answer !== 'yes' && answer !== 'nothing') throw new Refusal(answer, action);
      return decide(by, event, id, { ...asked, act: action, patch: patchOf[action](wallNow(), known.curation) });
    },
  };
}

export type Curate = ReturnType<typeof createCurate>;
