import type { Reported, Status } from '../../../shared/conversations/moderator.ts';
import type { Message } from '../../../shared/conversations/talk.ts';
import type { LogEntry } from '../../../shared/curationLog.ts';
import type { Perspective } from '../../../shared/domain.ts';
import type { Right } from '../../../shared/rights.ts';
import { createOwnEvents } from '../../ownEvents.ts';
import { shareLink } from '../../ui/shareLink.ts';
import { createValue, type Value } from '../../value.ts';
import { words } from '../../words/words.ts';
import { createIdentity, type Identity } from './identity.ts';
import { putToken } from './linkToken.ts';
import { createLogBook } from './logBook.ts';
import { createMaking, type Making } from './making.ts';
import { createModerating, type Moderating } from './moderating.ts';
import { type ModeratorSession, openModeratorSession } from './moderatorSession.ts';
import { createReading } from './reading.ts';
import { createReportBook } from './reportBook.ts';
import { createTalkBook } from './talkBook.ts';

/** What one moderator sees of an event and does about it. */
export type Room = {
  session: ModeratorSession;
  identity: Identity;
  making: Making;
  moderating: Moderating;
  log: Value<readonly LogEntry[]>;
  reports: Value<readonly Reported[]>;
  messages: Value<readonly Message[]>;
  /** Those who were sent away and are not here. */
  out: Value<readonly Perspective[]>;
  status: Value<Status | null>;
  /** Another moderator has replaced the links: this one is out. */
  isReplaced: Value<boolean>;
  /** The new link; null where there is none to be had. */
  shareLink(rights: readonly Right[]): Promise<string | null>;
  /** Whoever has another link is out; this page goes on with the new one. */
  rotateLink(): Promise<void>;
  setName(name: string): void;
  close(): void;
};

/** A session at the server lasts ten minutes unless it is renewed. */
const renewEveryMs = 4 * 60_000;
const statusEveryMs = 4_000;

function createBooks(session: ModeratorSession) {
  const { ask, onNotice } = session;
  const out = createReading<readonly Perspective[]>([], async () => (await ask('readOut', {})).perspectives);
  onNotice('logged', ({ target }) => target.is === 'perspective' && out.again());
  return {
    log: createLogBook(session),
    reports: createReportBook(session),
    messages: createTalkBook(session),
    out,
    status: createReading<Status | null>(null, () => ask('status', {})),
  };
}

/** Who was signed out because time went by comes back by the link, which lasts longer. */
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
  making: Making,
): Pick<Room, 'shareLink' | 'rotateLink'> {
  return {
    async shareLink(rights) {
      let made: string | null = null;
      await making.attempt('links', async () => {
        made = shareLink((await ask('shareLink', { rights: [...rights] })).link);
      });
      return made;
    },
    async rotateLink() {
      await making.attempt('links', async () => {
        const { token, link } = await ask('rotateLink', {});
        identity.relink(token);
        putToken(token);
        // The list of events on this device would lead here by the old one.
        createOwnEvents().relink(event, link);
        making.toasts.say({ text: words.moderate.rotated, entry: null, refused: null });
        await identity.renew();
      });
    },
  };
}

/** Opens the room of an event for who has its link. */
export function openRoom(event: string, token: string): Room {
  const identity: Identity = createIdentity(event, token, () => session);
  const session: ModeratorSession = openModeratorSession(identity.introduction);
  // Nothing flows until a page has chosen what it shows.
  session.want({ tiles: [], heard: null });
  const books = createBooks(session);
  const making = createMaking({
    ask: session.ask,
    log: books.log.value,
    me: () => identity.me.get()?.id ?? null,
  });
  const isReplaced = followSignOuts(session, identity);

  const readAll = async () => {
    await identity.renew().catch(() => undefined);
    books.status.again();
    books.messages.again();
    if (!identity.may('log')) return;
    books.log.again();
    books.reports.again();
    books.out.again();
  };
  const stopFollowing = session.connection.follow(() => session.connection.get() === 'connected' && void readAll());
  if (session.connection.get() === 'connected') void readAll();

  const renewing = setInterval(() => void identity.renew().catch(() => undefined), renewEveryMs);
  const looking = setInterval(() => document.visibilityState === 'visible' && books.status.again(), statusEveryMs);

  return {
    session,
    identity,
    making,
    moderating: createModerating({ session, making }),
    log: books.log.value,
    reports: books.reports.value,
    messages: books.messages.value,
    out: books.out.value,
    status: books.status.value,
    isReplaced,
    ...linksOf(event, session, identity, making),
    setName(name) {
      identity.setName(name);
      session.reconnect();
    },
    close() {
      clearInterval(renewing);
      clearInterval(looking);
      stopFollowing();
      making.close();
      session.close();
    },
  };
}
