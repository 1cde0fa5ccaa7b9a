import type { Message } from '../../../shared/conversations/talk.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { createRefreshable, type Refreshable } from './refreshable.ts';

/** Most messages that are kept. */
const kept = 200;

const withMessage = (now: readonly Message[], message: Message) => {
  const isKnown = now.some(({ id }) => id === message.id);
  return isKnown ? now.map((each) => (each.id === message.id ? message : each)) : [...now, message].slice(-kept);
};

/** The messages, oldest first. Deleted ones stay, marked as deleted. */
export function createModeratedMessages({
  ask,
  onNotice,
}: Pick<ModeratorSession, 'ask' | 'onNotice'>): Refreshable<readonly Message[]> {
  const list = createRefreshable<readonly Message[]>([], async () => (await ask('readMessages', {})).messages);
  onNotice('messageSaid', (message) => list.change((now) => withMessage(now, message)));
  onNotice('messageDeleted', ({ id }) =>
    list.change((now) => now.map((each) => (each.id === id ? { ...each, isDeleted: true } : each))),
  );
  return list;
}
