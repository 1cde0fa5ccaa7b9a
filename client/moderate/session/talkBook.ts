import type { Message } from '../../../shared/conversations/talk.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { createReading, type Reading } from './reading.ts';

/** A moderator looks back this far. */
const kept = 200;

const withMessage = (now: readonly Message[], message: Message) => {
  const isKnown = now.some(({ id }) => id === message.id);
  return isKnown ? now.map((each) => (each.id === message.id ? message : each)) : [...now, message].slice(-kept);
};

/** What is said, oldest first; what was deleted stays, marked as such. */
export function createTalkBook({
  ask,
  onNotice,
}: Pick<ModeratorSession, 'ask' | 'onNotice'>): Reading<readonly Message[]> {
  const book = createReading<readonly Message[]>([], async () => (await ask('readMessages', {})).messages);
  onNotice('messageSaid', (message) => book.change((now) => withMessage(now, message)));
  onNotice('messageDeleted', ({ id }) =>
    book.change((now) => now.map((each) => (each.id === id ? { ...each, isDeleted: true } : each))),
  );
  return book;
}
