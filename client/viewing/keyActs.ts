import { stepAround } from '../venue/scene.ts';
import type { KeyActs } from './useKeys.ts';
import type { ViewingState } from './useViewing.ts';

/** Moves the keyboard focus to a tile, unless it is outside the grid. */
function focusFace(stage: HTMLElement | null, id: string) {
  const active = document.activeElement;
  if (active && active !== document.body && !stage?.contains(active)) return;
  stage?.querySelector<HTMLElement>(`[data-perspective="${id}"] .tile-face`)?.focus({ preventScroll: true });
}

/** What the keys do. `around` lists the perspectives in their order around the scene. */
export function keyActs(
  viewing: ViewingState,
  around: readonly string[],
): Omit<KeyActs, 'help' | 'togglePanel' | 'takePhoto'> {
  const { arrangement, arrange, focus, isFocusMarked, ordered, stage, isSolo, setSolo, solo, hear, move } = viewing;
  return {
    step(by) {
      const next = stepAround(around, isFocusMarked ? focus : null, by);
      if (next === null) return;
      arrange({ focus: next });
      focusFace(stage.current, next);
    },
    move(by) {
      const ids = ordered.map(({ id }) => id);
      const target = focus === null ? undefined : ids[ids.indexOf(focus) + by];
      if (focus !== null && target !== undefined) move(focus, target);
    },
    toggleMode: () => arrange({ mode: arrangement.mode === 'focus' ? 'even' : 'focus' }),
    toggleSound: () => hear(focus === arrangement.heard ? null : focus),
    toggleFullScreen: () => solo(isSolo ? null : focus),
    toggleOwnWindow: () => focus !== null && viewing.toOwnWindow(focus),
    back() {
      if (isSolo) setSolo(false);
      else arrange(arrangement.mode === 'focus' ? { mode: 'even' } : { focus: null });
    },
  };
}
