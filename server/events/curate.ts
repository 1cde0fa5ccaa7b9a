import type { CurationAction, DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Decision } from '../../shared/conversations/spectator.ts';
import type { Act, By, Fields, LogEntry } from '../../shared/curationLog.ts';
import { type Curation, curationSchema } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import type { ReportReason } from '../../shared/reports.ts';
import { answerTo, type Receivers, receiversOf } from '../../shared/rights.ts';
import { marksFor } from './admission.ts';
import type { Camera, LiveCameras } from './liveCameras.ts';
import type { Audience, Changed, CurationLog, PerspectiveRecord, PerspectiveStore, WallNow } from './ports.ts';
import { createQueues } from './queues.ts';
import { announce } from './shown.ts';
import type { Unwritten } from './unwritten.ts';

/** What each move sets; it never toggles, so that the same move twice is one move. */
const moves: Record<CurationAction, (now: number, curation: Curation) => Partial<Curation>> = {
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
  dismissReports: (now) => ({ lookedAt: Math.ceil(now) }),
};

/** From what is seen by nobody to what is seen by all. */
const receiverGroups: readonly Receivers[] = ['nobody', 'moderators', 'everyone'];

/** One decision about one perspective. */
export type Wish = {
  act: Act;
  patch: Fields;
  version?: number | undefined;
  why?: string;
  report?: ReportReason | null;
  undoes?: number;
  /** When it was decided, where it is written later. */
  at?: number;
};

type Parts = {
  store: PerspectiveStore;
  log: CurationLog;
  liveCameras: LiveCameras;
  audience: Audience;
  wallNow: WallNow;
  unwritten: Unwritten;
};

/** A line of the log as the spectator is told it. */
export function decisionOf({ at, act, by, why }: LogEntry): Decision {
  return by.is === 'moderator'
    ? { at, act, by: 'moderator', moderator: by.id, why }
    : { at, act, by: 'event', moderator: '', why };
}

/** What came of a change, or why there was none. */
export function movedOf(changed: Changed): DecisionReply {
  if (changed.is === 'changedSince') throw new Refusal('changedSince');
  if (changed.is === 'unknown') throw new Refusal('noSuchEntry');
  return { entry: changed.is === 'changed' ? (changed.entry?.id ?? null) : null, version: changed.record.version };
}

/** Decisions about perspectives: on the media first where they take away, written with their line in the log, told. */
export function createCurate({ store, log, liveCameras, audience, wallNow, unwritten }: Parts) {
  // Two moves on one perspective: the media must end as the later one in the book says, whichever was asked first.
  const inTurn = createQueues();

  const recordOf = async (event: string, id: string): Promise<PerspectiveRecord> => {
    const here = liveCameras.find(id)?.record;
    const record = here ?? (await store.get(event, id));
    if (record?.event !== event) throw new Refusal('noSuchPerspective');
    return record;
  };

  /** The camera, if it is on the air here, as it is decided now. */
  const apply = async (known: PerspectiveRecord, curation: Curation): Promise<void> => {
    const camera = liveCameras.find(known.id);
    if (!camera) {
      announce(audience, known, { ...known, curation }, liveCameras.backstageOf(known));
      return;
    }
    await liveCameras.settle(camera, { curation });
    liveCameras.setReceivers(camera, camera.record.curation);
    if (curation.out === 'no') return;
    camera.phone?.ended(curation.out);
    await liveCameras.takeOff(camera);
  };

  const write = async (by: By, known: PerspectiveRecord, wish: Wish): Promise<DecisionReply> => {
    const { event, id, label } = known;
    const { act, patch, version, why = '', report = null, undoes, at = Math.round(wallNow()) } = wish;
    const target = { is: 'perspective', id } as const;
    const line = { at, by, act, target, whom: known.curation.name || label, why, report };
    const origin = 'out' in patch || 'trusted' in patch ? await store.originOf(event, id) : null;
    const marks = origin ? marksFor(id, origin, { ...known.curation, ...patch }, at) : undefined;
    const isNote = wish.at !== undefined;
    const change = { event, target, patch, ifVersion: version, line, isNote, ...(marks ? { marks } : {}) };
    const changed = await log.change(undoes === undefined ? change : { ...change, undoes });
    if (changed.is === 'unknown') throw new Refusal('noSuchPerspective');
    // Where what stands in the registry makes no sense, what is known here and was decided now does.
    const readable = (record: unknown) =>
      [record, { ...known.curation, ...patch }].map((each) => curationSchema.safeParse(each).data).find(Boolean) ??
      known.curation;
    // What else was decided, and is not written yet, holds as well.
    const curationOf = (record: unknown) => unwritten.over({ ...known, curation: readable(record) }).curation;
    if (changed.is !== 'changedSince') await apply(known, curationOf(changed.record));
    if (changed.is === 'changed' && changed.entry) {
      audience.tellModerators(event, 'logged', changed.entry);
      liveCameras.find(id)?.phone?.decided(decisionOf(changed.entry));
    }
    return movedOf(changed);
  };

  /** What takes away holds without the registry, too: done here and told, and written once it is back. */
  const decideUnwritten = async (by: By, camera: Camera, { version: _, ...wish }: Wish): Promise<never> => {
    const { record: known, origin } = camera;
    const later = { ...wish, at: Math.round(wallNow()) };
    unwritten.add(known.id, wish.act, {
      camera: origin.camera,
      patch: wish.patch,
      async write() {
        // It may have left since, and the registry may have lost it; what was taken back is void.
        const gone = { ...known, state: 'gone', place: { precision: 'off' } } as const;
        if (await store.claim(known.event, origin, gone)) await inTurn(known.id, () => write(by, known, later));
      },
    });
    await apply(known, unwritten.over(known).curation);
    throw new Refusal('writtenLater');
  };

  const decide = async (by: By, event: string, id: string, wish: Wish): Promise<DecisionReply> => {
    const known = await recordOf(event, id);
    const { curation } = known;
    if (wish.version !== undefined && wish.version !== curation.version) throw new Refusal('changedSince');
    const next = { ...curation, ...wish.patch };
    const camera = liveCameras.find(id);
    // What takes away acts on the media first; what gives is written first: a fault between leaves less shown.
    const isLess =
      receiverGroups.indexOf(receiversOf({ ...known, curation: next })) < receiverGroups.indexOf(receiversOf(known));
    if (camera && isLess) liveCameras.setReceivers(camera, next);
    // What was decided before is written before; what still cannot be holds all the same, and is tried again by itself.
    await unwritten.writeOf(id).catch(() => undefined);
    return inTurn(id, () => write(by, known, wish)).catch((error) => {
      // Somebody else's decision stands.
      if (camera && isRefusal(error, 'changedSince')) {
        liveCameras.setReceivers(camera, camera.record.curation);
      }
      if (camera && isLess && isRefusal(error, 'registryDown')) return decideUnwritten(by, camera, wish);
      throw error;
    });
  };

  return {
    decide,
    recordOf,

    async curate(by: By, event: string, id: string, action: CurationAction, asked: Pick<Wish, 'version' | 'why'>) {
      const known = await recordOf(event, id);
      const answer = answerTo('moderator', `curate.${action}`, effectiveStateOf(known));
      if (answer !== 'yes' && answer !== 'nothing') throw new Refusal(answer, action);
      return decide(by, event, id, { ...asked, act: action, patch: moves[action](wallNow(), known.curation) });
    },
  };
}

export type Curate = ReturnType<typeof createCurate>;
