import { useEffect, useState } from 'react';
import type { WatchSession } from '../../viewing/session/watchSession.ts';

/** The server's date, ms, anew every so often: this device's own may be hours off. */
export function useNow({ sync: { clock } }: WatchSession, everyMs: number): number {
  const [now, setNow] = useState(clock.wallNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.wallNow()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
