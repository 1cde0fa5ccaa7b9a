import { useEffect, useRef } from 'react';
import type { WatchPanelName } from './usePanels.ts';

export type KeyActs = {
  step(by: 1 | -1): void;
  move(by: 1 | -1): void;
  toggleMode(): void;
  toggleSound(): void;
  toggleFullScreen(): void;
  togglePanel(panel: WatchPanelName): void;
  toggleOwnWindow(): void;
  takePhoto(): void;
  back(): void;
  help(): void;
};

/** Keys are compared in lower case. */
const acts: Record<string, (acts: KeyActs) => void> = {
  ArrowLeft: ({ step }) => step(-1),
  ArrowRight: ({ step }) => step(1),
  'Shift ArrowLeft': ({ move }) => move(-1),
  'Shift ArrowRight': ({ move }) => move(1),
  ArrowUp: ({ toggleMode }) => toggleMode(),
  ArrowDown: ({ toggleMode }) => toggleMode(),
  g: ({ toggleMode }) => toggleMode(),
  m: ({ toggleSound }) => toggleSound(),
  f: ({ toggleFullScreen }) => toggleFullScreen(),
  i: ({ toggleOwnWindow }) => toggleOwnWindow(),
  s: ({ togglePanel }) => togglePanel('sync'),
  c: ({ togglePanel }) => togglePanel('talk'),
  p: ({ togglePanel }) => togglePanel('plan'),
  t: ({ takePhoto }) => takePhoto(),
  Escape: ({ back }) => back(),
  '?': ({ help }) => help(),
};

/** Elements in which keys have another meaning. */
const elsewhere =
  'input, textarea, select, [contenteditable], dialog, [role="dialog"], [role="menu"], [role="slider"], [role="log"]';

/** True if a key press is meant for another element or for the browser. */
export function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element && event.target.closest(elsewhere) !== null;
}

export function useKeys(now: KeyActs): void {
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = acts[event.shiftKey && key.startsWith('Arrow') ? `Shift ${key}` : key];
      if (!act) return;
      event.preventDefault();
      act(latest.current);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
