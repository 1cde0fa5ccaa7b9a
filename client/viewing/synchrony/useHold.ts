import { type MouseEvent, useEffect, useRef } from 'react';

/** After so long a press is a hold … */
const holdAfterMs = 400;
/** … and acts as often as one can follow. */
const repeatMs = 90;

/** A button that acts once when pressed, and again and again while held; for its `…` attributes. */
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
    // A key's press is a click too, and the keyboard repeats it by itself.
    onClick() {
      if (!hasRepeated.current) latest.current();
      hasRepeated.current = false;
    },
    // A long touch would open the browser's own menu.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
}
