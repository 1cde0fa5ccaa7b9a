import { type MouseEvent, useEffect, useRef } from 'react';

/** A longer press is a hold, ms. */
const holdAfterMs = 400;
/** Interval of its repetitions, ms: slow enough to follow. */
const repeatMs = 90;

/** Attributes of a button that acts once when pressed, and repeatedly while held. */
export function useHold(act: () => void) {
  const latest = useRef(act);
  latest.current = act;
  const timer = useRef(0);
  const hasRepeated = useRef(false);

  const release = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);

  const repeat = () => {
    hasRepeated.current = true;
    latest.current();
    timer.current = window.setTimeout(repeat, repeatMs);
  };

  return {
    onPointerDown() {
      release();
      hasRepeated.current = false;
      timer.current = window.setTimeout(repeat, holdAfterMs);
    },
    onPointerUp: release,
    onPointerLeave: release,
    onPointerCancel: release,
    // Keys click, too, and the keyboard repeats them by itself.
    onClick() {
      if (!hasRepeated.current) latest.current();
      hasRepeated.current = false;
    },
    // A long touch would open the browser's context menu.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
}
