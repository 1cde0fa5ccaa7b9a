import { useCallback, useEffect, useRef, useState } from 'react';

/** Full screen of the stage. Without the Fullscreen API (iPhone) the stage fills the page instead. */
export function useSolo() {
  const stage = useRef<HTMLDivElement>(null);
  const [isSolo, set] = useState(false);

  useEffect(() => {
    const follow = () => document.fullscreenElement || set(false);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  const setSolo = useCallback((wanted: boolean) => {
    set(wanted);
    // Rejected without a gesture, or in a frame: then the stage fills the page.
    if (wanted && !document.fullscreenElement) stage.current?.requestFullscreen?.().catch(() => undefined);
    if (!wanted && document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  }, []);

  return { stage, isSolo, setSolo };
}
