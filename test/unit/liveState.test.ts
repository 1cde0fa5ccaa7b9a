import { describe, expect, it } from 'vitest';
import { hasBeenLive, type LiveState, liveStateOf, renamedState } from '../../client/publishing/liveState.ts';
import type { OwnPerspective } from '../../shared/conversations/spectator.ts';

const own = { state: 'live', watching: 2, doors: 'open' } as OwnPerspective;
const started: LiveState = { is: 'connecting', hasBeenLive: false };
const live = liveStateOf(started, true, own, false);

describe('what was live', () => {
  it('is known to have been while it is interrupted, renamed, and cut off in between', () => {
    const renamed = renamedState(live);
    const cutOff = liveStateOf(renamed, false, own, false);
    const interrupted = liveStateOf(live, false, own, false);
    expect([renamed.is, cutOff.is, interrupted.is]).toEqual(['connecting', 'connecting', 'interrupted']);
    for (const state of [live, interrupted, renamed, cutOff, renamedState(renamed)]) {
      expect(hasBeenLive(state)).toBe(true);
    }
    expect(liveStateOf(cutOff, true, own, false)).toEqual(live);
  });

  it('is not what never got that far, even if it was renamed meanwhile', () => {
    for (const state of [
      { is: 'off' } as const,
      started,
      renamedState(started),
      liveStateOf(started, false, null, false),
    ])
      expect(hasBeenLive(state)).toBe(false);
  });
});
