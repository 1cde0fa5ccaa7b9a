import { isEventId } from '../../../shared/ids.ts';
import { hasWebRtc } from '../../media/device.ts';
import { openViewerSession } from './viewerSession.ts';
import type { WatchSession } from './watchSession.ts';

/**
 * Begins to watch before the page is drawn: the connection is the longest part of the wait for a picture, so it does not
 * wait for React. No import of this file may bring it in.
 */

let open: { event: string; session: WatchSession; users: number } | null = null;

/** The session of an event: the one that is open already, or a new one. */
export function sessionOf(event: string): WatchSession {
  if (open?.event !== event) {
    open?.session.close();
    open = { event, session: openViewerSession(event), users: 0 };
  }
  return open.session;
}

/** Keeps the open session for as long as it is drawn; returns what lets it go. */
export function hold(): () => void {
  const mine = open;
  if (!mine) return () => undefined;
  mine.users += 1;
  return () => {
    mine.users -= 1;
    // A component that is drawn anew at once, as React does while developing, keeps its session.
    setTimeout(() => {
      if (mine.users > 0) return;
      mine.session.close();
      if (open === mine) open = null;
    });
  };
}

const addressed = /^\/e\/([^/]+)\/?$/.exec(location.pathname)?.[1];
if (hasWebRtc && addressed && isEventId(addressed)) sessionOf(addressed);
