import type { ViewerNotices, viewerRequests } from '../../../shared/conversations/viewer.ts';
import { openConversation } from '../../connection/conversation.ts';
import { WatchSession } from './watchSession.ts';

/** A session that asks only what viewers may. */
export type ViewerSession = WatchSession;

/** Watches an event as a viewer. */
export function openViewerSession(event: string): ViewerSession {
  const conversation = openConversation<typeof viewerRequests, ViewerNotices>('viewer', { say: () => ({ event }) });
  return new WatchSession({ role: 'viewer', conversation });
}
