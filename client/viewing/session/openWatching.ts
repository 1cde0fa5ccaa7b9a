import { isEventId } from '../../../shared/ids.ts';
import { hasWebRtc } from '../../media/device.ts';
import { openViewerSession } from './viewerSession.ts';
import type { WatchSession } from './watchSession.ts';

/**
 * Begins to watch before the page is drawn: the connection is the longest part of the wait for a picture, so it does not
 * wait for React. Nothing that this file imports may import React.
 */

let open: { event: string; session: WatchSession; users: number } | null = null;

/** The session of an event: the open one, or a new one. */
export function sessionOf(event: string): WatchSession {
  if (open?.event !== event) {
    open?.session.close();
    open = { event, session: openViewerSession(event), users: 0 };
  }
  return open.session;
}

/** Keeps the open session for as long as a component shows it; returns what releases it. */
export function hold(): () => void {
  const mine = open;
  if (!mine) return () => undefined;
  mine.users += 1;
  return () => {
    mine.users -= 1;
    // A component that is mounted again at once, as React's strict mode does, keeps its session.
    setTimeout(() => {
      if (mine.users > 0) return;
      mine.session.close();
      if (open === mine) open = null;
    });
  };
}

const addressed = /^\/e\/([^/]+)\/?$/.exec(location.pathname)?.[1];
if (hasWebRtc && addressed && isEventId(addressed)) sessionOf(addressed);
