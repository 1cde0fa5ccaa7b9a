import type { moderatorRequests } from '../../shared/conversations/moderator.ts';
import type { By } from '../../shared/curationLog.ts';
import { Refusal } from '../../shared/refusals.ts';
import { pages } from '../../shared/restApi.ts';
import { allRights } from '../../shared/rights.ts';
import type { Handlers } from '../../shared/wire.ts';
import type { IceServers } from '../auth/iceServers.ts';
import type { Moderator, Sessions } from '../auth/sessions.ts';
import type { MessageRules } from './messageRules.ts';
import { type Viewer, viewerHandlers } from './viewer.ts';

/** A viewer's socket that may curate. */
export type Curator = Viewer & { moderator: Moderator };
type Handling = Handlers<typeof moderatorRequests, Curator>;

const byOf = ({ moderator: { id, name } }: Curator): By => ({ is: 'moderator', id, name });

function perspectiveHandlers({ curate, undo }: MessageRules) {
  const handlers: Pick<Handling, 'curate' | 'nudge' | 'rename' | 'assignGroup' | 'undo'> = {
    curate: ({ perspective, action, ...asked }, who) => curate.curate(byOf(who), who.event, perspective, action, asked),
    nudge: ({ perspective, nudgeMs, version }, who) =>
      curate.decide(byOf(who), who.event, perspective, { act: 'nudge', patch: { nudgeMs }, version }),
    rename: ({ perspective, name, ...asked }, who) =>
      curate.decide(byOf(who), who.event, perspective, { ...asked, act: 'rename', patch: { name } }),
    assignGroup: ({ perspective, group, ...asked }, who) =>
      curate.decide(byOf(who), who.event, perspective, { ...asked, act: 'group', patch: { group } }),
    undo: ({ entry, why }, who) => undo(byOf(who), who.moderator.rights, who.event, entry, why),
  };
  return handlers;
}

function eventHandlers({ runEvent }: MessageRules) {
  const handlers: Pick<Handling, 'setDoors' | 'reorder' | 'offerView' | 'setRules' | 'closeEvent'> = {
    setDoors: ({ doors, ...asked }, who) => runEvent.change(byOf(who), who.event, 'doors', { doors }, asked),
    reorder: ({ order, ...asked }, who) => runEvent.change(byOf(who), who.event, 'order', { order }, asked),
    offerView: ({ view, ...asked }, who) => runEvent.change(byOf(who), who.event, 'view', { view }, asked),
    setRules: ({ slowSeconds, reportThreshold, ...asked }, who) =>
      runEvent.change(byOf(who), who.event, 'rules', { slowSeconds, reportThreshold }, asked),
    closeEvent: (asked, who) => runEvent.close(byOf(who), who.event, asked),
  };
  return handlers;
}

function chatAndLogHandlers({ converse, readLog, report, watch }: MessageRules) {
  const handlers: Pick<
    Handling,
    'deleteMessage' | 'mute' | 'unmute' | 'readLog' | 'readReports' | 'readOut' | 'status'
  > = {
    deleteMessage: ({ message, why }, who) => converse.delete(byOf(who), who.event, message, why),
    mute: ({ sender, minutes, why }, who) => converse.mute(byOf(who), who.event, sender, minutes, why),
    unmute: ({ sender, why }, who) => converse.mute(byOf(who), who.event, sender, 0, why),
    async readLog(query, who) {
      return { entries: await readLog(who.event, query) };
    },
    async readReports(_, who) {
      return { reports: await report.read(who.event) };
    },
    async readOut(_, who) {
      return { perspectives: await watch.out(who.event) };
    },
    status: (_, who) => watch.status(who.event),
  };
  return handlers;
}

function linkHandlers({ runEvent }: MessageRules, sessions: Sessions) {
  const linked = (event: string, token: string) => ({ token, link: pages.moderate(event, token) });
  const handlers: Pick<Handling, 'renewToken' | 'shareLink' | 'rotateLink'> = {
    async renewToken(_, { moderator }) {
      const { id, name, rights } = moderator;
      return { ...(await sessions.renew(moderator)), moderator: { id, name, rights: [...rights] } };
    },
    async shareLink({ rights }, who) {
      const isOwn = rights.every((right) => who.moderator.rights.includes(right));
      if (!isOwn) throw new Refusal('notAllowed', 'shareLink');
      const token = await sessions.linkTo(who.event, rights);
      await runEvent.note(byOf(who), who.event, 'share');
      return linked(who.event, token);
    },
    async rotateLink({ why }, who) {
      // The new link gives the asker's rights: if some were missing, nobody would have them any more.
      if (!allRights.every((right) => who.moderator.rights.includes(right)))
        throw new Refusal('notAllowed', 'rotateLink');
      await sessions.replaceLinks(who.moderator, async (epoch) => {
        await runEvent.change(byOf(who), who.event, 'rotate', { epoch }, { why });
      });
      return linked(who.event, await sessions.linkTo(who.event, who.moderator.rights));
    },
  };
  return handlers;
}

export function moderatorHandlers(rules: MessageRules, sessions: Sessions, iceServers: IceServers): Handling {
  return {
    ...viewerHandlers(rules, iceServers),
    ...perspectiveHandlers(rules),
    ...eventHandlers(rules),
    ...chatAndLogHandlers(rules),
    ...linkHandlers(rules, sessions),
  };
}
