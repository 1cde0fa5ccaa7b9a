import type { MediaStatus, Reported } from '../../../shared/conversations/moderator.ts';
import type { Message } from '../../../shared/conversations/talk.ts';
import type { LogEntry } from '../../../shared/curationLog.ts';
import type { Perspective } from '../../../shared/domain.ts';
import type { Right } from '../../../shared/rights.ts';
import { createOwnEvents } from '../../ownEvents.ts';
import { shareLink } from '../../ui/shareLink.ts';
import { createValue, type Value } from '../../value.ts';
import { words } from '../../words/words.ts';
import { createCurationLogList } from './curationLogList.ts';
import { createDecisions, type Decisions } from './decisions.ts';
import { createIdentity, type Identity } from './identity.ts';
import { putToken } from './linkToken.ts';
import { createModeratedMessages } from './moderatedMessages.ts';
import { createModeratorActions, type ModeratorActions } from './moderatorActions.ts';
import { type ModeratorSession, openModeratorSession } from './moderatorSession.ts';
import { createRefreshable } from './refreshable.ts';
import { createReportList } from './reportList.ts';

/** All that the moderators' page knows of an event, and all that it can do. */
export type ModerateSession = {
  /** The same event as its viewers watch it. */
  watch: ModeratorSession;
  identity: Identity;
  decisions: Decisions;
  actions: ModeratorActions;
  curationLog: Value<readonly LogEntry[]>;
  reports: Value<readonly Reported[]>;
  messages: Value<readonly Message[]>;
  /** Perspectives that were removed or banned and are not connected. */
  out: Value<readonly Perspective[]>;
  status: Value<MediaStatus | null>;
  /** Another moderator has replaced the links: this one is no longer valid. */
  isReplaced: Value<boolean>;
  /** A new link for another moderator; null if the request failed, which a toast has said. */
  shareLink(rights: readonly Right[]): Promise<string | null>;
  /** Invalidates all links; this page goes on with the new one. */
  rotateLink(): Promise<void>;
  setName(name: string): void;
  close(): void;
};

/** A token lasts ten minutes at the server unless it is renewed. */
const renewEveryMs = 4 * 60_000;
const statusEveryMs = 4_000;

function createLists(session: ModeratorSession) {
  const { ask, onNotice } = session;
  const out = createRefreshable<readonly Perspective[]>([], async () => (await ask('readOut', {})).perspectives);
  onNotice('logged', ({ target }) => target.is === 'perspective' && out.refresh());
  return {
    curationLog: createCurationLogList(session),
    reports: createReportList(session),
    messages: createModeratedMessages(session),
    out,
    status: createRefreshable<MediaStatus | null>(null, () => ask('status', {})),
  };
}

/** If the session's token has expired, the page signs in again with the link's, which lasts longer. */
function followSignOuts(session: ModeratorSession, identity: Identity): Value<boolean> {
  const isReplaced = createValue(false);
  session.onNotice('signedOut', ({ why }) => {
    identity.forgetSession();
    if (why === 'rotated') isReplaced.set(true);
  });
  return isReplaced;
}

function linksOf(
  event: string,
  { ask }: ModeratorSession,
  identity: Identity,
  decisions: Decisions,
): Pick<ModerateSession, 'shareLink' | 'rotateLink'> {
  return {
    async shareLink(rights) {
      let made: string | null = null;
      await decisions.attempt('links', async () => {
        made = shareLink((await ask('shareLink', { rights: [...rights] })).link);
      });
      return made;
    },
    async rotateLink() {
      await decisions.attempt('links', async () => {
        const { token, link } = await ask('rotateLink', {});
        identity.relink(token);
        putToken(token);
        // This device's list of own events still has the old link.
        createOwnEvents().relink(event, link);
        decisions.results.show({ text: words.moderate.rotated, entry: null, refused: null });
        await identity.renew();
      });
    },
  };
}

/** Connects as the moderator whose link has this token. */
export function openModerateSession(event: string, token: string): ModerateSession {
  const identity: Identity = createIdentity(event, token, () => watch);
  const watch: ModeratorSession = openModeratorSession(identity.introduction);
  // No media until a view says which tiles it shows.
  watch.want({ tiles: [], heard: null });
  const lists = createLists(watch);
  const decisions = createDecisions({
    ask: watch.ask,
    curationLog: lists.curationLog.value,
    me: () => identity.me.get()?.id ?? null,
  });
  const isReplaced = followSignOuts(watch, identity);

  const readAll = async () => {
    await identity.renew().catch(() => undefined);
    lists.status.refresh();
    lists.messages.refresh();
    if (!identity.may('log')) return;
    lists.curationLog.refresh();
    lists.reports.refresh();
    lists.out.refresh();
  };
  const stopFollowing = watch.connection.follow(() => watch.connection.get() === 'connected' && void readAll());
  if (watch.connection.get() === 'connected') void readAll();

  const renewTimer = setInterval(() => void identity.renew().catch(() => undefined), renewEveryMs);
  const statusTimer = setInterval(
    () => document.visibilityState === 'visible' && lists.status.refresh(),
    statusEveryMs,
  );

  return {
    watch,
    identity,
    decisions,
    actions: createModeratorActions({ watch, decisions }),
    curationLog: lists.curationLog.value,
    reports: lists.reports.value,
    messages: lists.messages.value,
    out: lists.out.value,
    status: lists.status.value,
    isReplaced,
    ...linksOf(event, watch, identity, decisions),
    setName(name) {
      identity.setName(name);
      watch.reconnect();
    },
    close() {
      clearInterval(renewTimer);
      clearInterval(statusTimer);
      stopFollowing();
      decisions.close();
      watch.close();
    },
  };
}
