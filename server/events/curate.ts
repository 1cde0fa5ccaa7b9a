import type { CurationAction, DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, Fields } from '../../shared/curationLog.ts';
import { type Curation, curationSchema } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import type { ReportReason } from '../../shared/reports.ts';
import { answerTo, type Receivers, receiversOf } from '../../shared/rights.ts';
import { admissionsAfter } from './admission.ts';
import { announcePerspective } from './announce.ts';
import { createKeyedQueue } from './keyedQueue.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';
import type { Audience } from './ports/audience.ts';
import type { WallNow } from './ports/clocks.ts';
import type { PerspectiveRecord, PerspectiveRecords } from './ports/perspectiveStore.ts';
import type { RecordDecision } from './recordDecision.ts';
import { decisionOf } from './shownTo.ts';
import type { Unwritten } from './unwritten.ts';

/** The fields that each action sets. None toggles, so that repeating an action changes nothing more. */
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

/** From the fewest receivers to the most. */
const receiverGroups: readonly Receivers[] = ['nobody', 'moderators', 'everyone'];

/** One decision about one perspective. `version`: the curation's, as its moderator saw it. */
export type CurationDecision = {
  act: Act;
  patch: Fields;
  version?: number | undefined;
  why?: string;
  report?: ReportReason | null;
  undoes?: number;
  /** When it was decided, if it is written later; ms (wall clock). */
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
 * Decisions about perspectives: those that restrict are applied to the media first; each is written together with its
 * log entry, then announced.
 */
export function createCurate({ store, recordDecision, liveCameras, audience, wallNow, unwritten }: Parts) {
  // Otherwise, of two simultaneous decisions, the media could end up as the first one says and the record as the
  // second.
  const inPerspectiveQueue = createKeyedQueue();

  const recordOf = async (event: string, id: string): Promise<PerspectiveRecord> => {
    const here = liveCameras.find(id)?.record;
    const record = here ?? (await store.get(event, id));
    if (record?.event !== event) throw new Refusal('noSuchPerspective');
    return record;
  };

  /** Applies a curation to the camera if it is live here, and announces it. */
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
    // The stored record is invalid: use what this server knows, plus this decision.
    const readable = (record: unknown) =>
      [record, { ...known.curation, ...patch }].map((each) => curationSchema.safeParse(each).data).find(Boolean) ??
      known.curation;
    // Decisions that are not written yet count as well.
    const curationOf = (record: unknown) => unwritten.over({ ...known, curation: readable(record) }).curation;
    const { entry, reply } = await recordDecision(
      { ...rest, ...about, by, patch, ifVersion: version, at, isNote, admissions, unknown: 'noSuchPerspective' },
      (record) => apply(known, curationOf(record)),
    );
    if (entry) liveCameras.find(id)?.phone?.decided(decisionOf(entry));
    return reply;
  };

  /**
   * A decision that restricts takes effect without the registry, too: applied and announced now, written once Redis is
   * back.
   */
  const decideUnwritten = async (by: By, camera: LiveCamera, { version: _, ...decision }: CurationDecision) => {
    const { record: known, origin } = camera;
    const later = { ...decision, at: Math.round(wallNow()) };
    unwritten.add(known.id, decision.act, {
      camera: origin.camera,
      patch: decision.patch,
      async write() {
        // The camera may have left, or its record may be lost. Decisions about data that was taken back are dropped.
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
    // Restrictions are applied to the media first, permissions are written first: a failure in between leaves less
    // visible, not more.
    const isLess =
      receiverGroups.indexOf(receiversOf({ ...known, curation: next })) < receiverGroups.indexOf(receiversOf(known));
    if (camera && isLess) liveCameras.setReceivers(camera, next);
    // Write earlier decisions first. Those that still fail stay in force and are retried.
    await unwritten.writeOf(id).catch(() => undefined);
    return inPerspectiveQueue(id, () => write(by, known, decision)).catch((error) => {
      // The other moderator's decision stands.
      if (camera && isRefusal(error, 'changedSince')) {
        liveCameras.setReceivers(camera, camera.record.curation);
      }
      if (camera && isLess && isRefusal(error, 'registryDown')) return decideUnwritten(by, camera, decision);
      throw error;
    });
  };

  return {
    /**
     * Throws `noSuchPerspective`, `changedSince`, `registryDown`; and `writtenLater` if it restricts and the registry
     * is down: then it takes effect anyway.
     */
    decide,
    recordOf,

    /** Throws as `decide` does, and the answer of `rights` if the action is not possible now. */
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
