import { useCallback, useEffect, useRef, useState } from 'react';

/** Full screen of the stage; where the browser has none (iPhone), the stage fills the page instead. */
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
    // Refused without a gesture, or in a frame: then it fills the page.
    if (wanted && !document.fullscreenElement) stage.current?.requestFullscreen?.().catch(() => undefined);
    if (!wanted && document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  }, []);

  return { stage, isSolo, setSolo };
}
