import { z } from 'zod';
import type { CurationAction, moderatorRequests } from './conversations/moderator.ts';
import type { spectatorRequests } from './conversations/spectator.ts';
import type { viewerRequests } from './conversations/viewer.ts';
import type { Curation, PerspectiveState, Role } from './domain.ts';
import { type EffectiveState, effectiveStateOf } from './lifecycle.ts';
import type { RefusalCode } from './refusals.ts';

/** Rights of a moderator's link. `curate`: perspectives; `run`: doors, order, rules, end; `links`: other moderators. */
export const allRights = ['curate', 'run', 'talk', 'log', 'links'] as const;
export const rightSchema = z.enum(allRights);
export type Right = z.infer<typeof rightSchema>;

type Asked = keyof typeof spectatorRequests | keyof typeof viewerRequests | keyof typeof moderatorRequests;
/** Each request; and each curation action, since not every one is possible in every effective state. */
export type Action = Asked | `curate.${CurationAction}`;

/** Who may receive a perspective's media; enforced in `server/media`. */
export type Receivers = 'everyone' | 'moderators' | 'nobody';

/** `nothing`: the request is answered, but without this perspective. */
export type Answered = 'yes' | 'nothing' | RefusalCode;
type Exceptions = Partial<Record<EffectiveState, Answered>>;

type Row = {
  who: readonly Role[];
  /** Which of a moderator's rights it takes. */
  needs?: Right;
  /** The answers by effective state, if not `yes`. */
  but?: Partial<Record<Role, Exceptions>>;
};

const everybody: readonly Role[] = ['spectator', 'viewer', 'moderator'];
const watching: readonly Role[] = ['viewer', 'moderator'];

const all = (effectiveStates: readonly EffectiveState[], answered: Answered): Exceptions =>
  Object.fromEntries(effectiveStates.map((effectiveState) => [effectiveState, answered]));

const away: readonly EffectiveState[] = ['gone', 'removed', 'banned'];
const unseen: readonly EffectiveState[] = ['held', 'hidden', 'blackout', ...away];

/** Only while the camera is live. */
const filming: Row = { who: ['spectator'], but: { spectator: all(away, 'notYet') } };
/** About a perspective that the asker can see. */
const aboutSeen: Row = {
  who: watching,
  but: { viewer: all(unseen, 'noSuchPerspective'), moderator: all(away, 'noSuchPerspective') },
};
/** Shown to everybody, so about a perspective that everybody can see. */
const toAll: Row = {
  who: watching,
  but: { viewer: all(unseen, 'noSuchPerspective'), moderator: all(unseen, 'noSuchPerspective') },
};
const own: Row = { who: ['spectator'] };
const watch: Row = { who: watching };
const curate: Row = { who: ['moderator'], needs: 'curate' };
const run: Row = { who: ['moderator'], needs: 'run' };
const talk: Row = { who: ['moderator'], needs: 'talk' };
const log: Row = { who: ['moderator'], needs: 'log' };
const links: Row = { who: ['moderator'], needs: 'links' };
/** A ban is ended by `unban` alone, never as a side effect of another action. */
const unlessBanned: Row = { ...curate, but: { moderator: { banned: 'notNow' } } };

/**
 * Which role may ask what about a perspective, by its effective state. The server enforces it, and pages hide what it
 * denies. Which fields a role sees: server/events/shownTo (exact places).
 */
export const rights: Record<Action, Row> = {
  exchangeTime: { who: everybody },

  goLive: { who: ['spectator'], but: { spectator: { banned: 'banned' } } },
  restartUplink: filming,
  connectUplink: filming,
  produce: filming,
  setTracks: filming,
  setPlace: filming,
  reportClock: filming,
  reportHealth: filming,
  endLive: filming,
  readMine: own,
  exportMine: own,
  takeBack: own,

  watch: { who: watching, but: { viewer: all(unseen, 'nothing'), moderator: all(away, 'nothing') } },
  connectDownlink: watch,
  restartDownlink: watch,
  wantTiles: {
    who: watching,
    but: { viewer: all(unseen, 'nothing'), moderator: all(['blackout', ...away], 'nothing') },
  },
  ready: watch,
  shareDelay: watch,
  wantStills: watch,
  readMessages: watch,
  say: toAll,
  react: toAll,
  report: aboutSeen,

  curate,
  'curate.letIn': unlessBanned,
  'curate.sendBack': unlessBanned,
  // A perspective that viewers cannot see cannot be featured.
  'curate.feature': { ...curate, but: { moderator: all(['held', ...away], 'notNow') } },
  'curate.unfeature': curate,
  'curate.hide': curate,
  'curate.show': unlessBanned,
  'curate.blackout': curate,
  'curate.lift': curate,
  'curate.remove': unlessBanned,
  'curate.ban': curate,
  'curate.unban': curate,
  'curate.trust': unlessBanned,
  'curate.dismissReports': curate,
  nudge: curate,
  rename: curate,
  assignGroup: curate,
  // It also needs the right of the decision that it undoes: see `undo`.
  undo: { who: ['moderator'] },

  setDoors: run,
  reorder: run,
  offerView: run,
  setRules: run,
  closeEvent: run,
  deleteMessage: talk,
  mute: talk,
  unmute: talk,
  readLog: log,
  readReports: log,
  readOut: log,
  shareLink: links,
  rotateLink: links,
  renewToken: { who: ['moderator'] },
  status: { who: ['moderator'] },
};

export function isAction(name: string): name is Action {
  return Object.hasOwn(rights, name);
}

export function mayDo(role: Role, action: Action): boolean {
  return rights[action].who.includes(role);
}

/** The answer to a role that asks something about a perspective. */
export function answerTo(role: Role, action: Action, effectiveState: EffectiveState): Answered {
  if (!mayDo(role, action)) return 'notAllowed';
  return rights[action].but?.[role]?.[effectiveState] ?? 'yes';
}

type Known = { state: PerspectiveState; curation: Curation };

/** Whether a perspective may be seen by the role at all. */
export function maySee(role: Role, perspective: Known): boolean {
  return role !== 'spectator' && answerTo(role, 'watch', effectiveStateOf(perspective)) === 'yes';
}

export function receiversOf(perspective: Known): Receivers {
  const effectiveState = effectiveStateOf(perspective);
  if (answerTo('viewer', 'wantTiles', effectiveState) === 'yes') return 'everyone';
  return answerTo('moderator', 'wantTiles', effectiveState) === 'yes' ? 'moderators' : 'nobody';
}
