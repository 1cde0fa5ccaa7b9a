import type { Curation, PerspectiveState } from './domain.ts';

/** No media for this long is a stall. */
export const stallAfterMs = 3_000;
/** A stall of this length, or no heartbeat at all, ends a camera: a ghost tile must be gone within 15 s. */
export const goneAfterMs = 12_000;

/**
 * One camera from its arrival to its end. A camera that comes back starts again at `connecting`, whatever it was
 * before.
 */
const successors: Record<PerspectiveState, readonly PerspectiveState[]> = {
  connecting: ['held', 'live', 'stalled', 'gone'],
  held: ['live', 'stalled', 'gone'],
  live: ['held', 'stalled', 'gone'],
  stalled: ['live', 'held', 'gone'],
  gone: [],
};

/** Whether one state may follow another; nothing follows `gone`. */
export function mayFollow(state: PerspectiveState, next: PerspectiveState): boolean {
  return successors[state].includes(next) || (next === state && state !== 'gone');
}

/** The state of a camera with these properties. */
export function perspectiveStateOf(known: { flows: boolean; everFlowed: boolean; letIn: boolean }): PerspectiveState {
  if (known.flows) return known.letIn ? 'live' : 'held';
  return known.everFlowed ? 'stalled' : 'connecting';
}

/**
 * The state that rights are checked against: a moderator's decision if there is one, else the perspective's own state.
 */
export const effectiveStates = [
  'connecting',
  'held',
  'live',
  'stalled',
  'gone',
  'hidden',
  'blackout',
  'removed',
  'banned',
] as const;
export type EffectiveState = (typeof effectiveStates)[number];

export function effectiveStateOf({ state, curation }: { state: PerspectiveState; curation: Curation }): EffectiveState {
  if (curation.out !== 'no') return curation.out;
  if (curation.blackout) return 'blackout';
  if (curation.hidden) return 'hidden';
  if (state === 'gone') return 'gone';
  return curation.letIn ? (state === 'held' ? 'live' : state) : 'held';
}
