import type { ViewerNotices, viewerRequests } from '../../../shared/conversations/viewer.ts';
import { openConversation } from '../../connection/conversation.ts';
import { WatchSession } from './watchSession.ts';

/** Watches an event as a viewer; its type excludes moderators' requests. */
export function openViewerSession(event: string): WatchSession {
  const conversation = openConversation<typeof viewerRequests, ViewerNotices>('viewer', { say: () => ({ event }) });
  return new WatchSession({ role: 'viewer', conversation });
}
