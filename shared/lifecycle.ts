import type { Curation, PerspectiveState } from './domain.ts';

/** No media for this long is a stall. */
export const stallAfterMs = 3_000;
/** A stall of this length, or no sign of life at all, is a goodbye: a ghost tile must be gone within 15 s. */
export const goneAfterMs = 12_000;

/** Which state may follow which. A camera that comes back starts again at `connecting`, whatever it was. */
export const mayFollow: Record<PerspectiveState, readonly PerspectiveState[]> = {
  connecting: ['held', 'live', 'stalled', 'gone'],
  held: ['live', 'stalled', 'connecting', 'gone'],
  live: ['held', 'stalled', 'connecting', 'gone'],
  stalled: ['live', 'held', 'connecting', 'gone'],
  gone: ['connecting'],
};

/** What a perspective is, from what is known of it. */
export function stateOf(known: { flows: boolean; everFlowed: boolean; letIn: boolean }): PerspectiveState {
  if (known.flows) return known.letIn ? 'live' : 'held';
  return known.everFlowed ? 'stalled' : 'connecting';
}

/** What a perspective is to whoever wants something of it: its state, unless a moderator decided something stronger. */
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
