import type { ModeratorNotices, moderatorRequests } from '../../../shared/conversations/moderator.ts';
import { type Conversation, type Introduction, openConversation } from '../../connection/conversation.ts';
import { WatchSession } from '../../viewing/session/watchSession.ts';

type ModeratorConversation = Conversation<typeof moderatorRequests, ModeratorNotices>;

/** Watches an event like a viewer, and asks and listens with the moderators' conversation. */
export type ModeratorSession = WatchSession & Pick<ModeratorConversation, 'ask' | 'onNotice'>;

export function openModeratorSession(introduction: Introduction): ModeratorSession {
  const conversation: ModeratorConversation = openConversation('moderator', introduction);
  const { ask, onNotice } = conversation;
  return Object.assign(new WatchSession({ role: 'moderator', conversation }), { ask, onNotice });
}
