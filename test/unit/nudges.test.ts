import { describe, expect, it } from 'vitest';
import { createNudges } from '../../client/viewing/synchrony/nudges.ts';
import { en } from '../../client/words/en.ts';
import type { Perspective } from '../../shared/domain.ts';
import { undecided } from '../support/perspective.ts';

const perspective = (nudgeMs: number): Perspective => ({
  id: 'abcdefghij',
  event: 'concert',
  label: 'Balcony',
  state: 'live',
  curation: { ...undecided, nudgeMs },
  place: null,
  media: { video: true, audio: false },
  clock: null,
  since: 0,
});
const { id } = perspective(0);

/** A moderator's nudges, and which were saved; `answer` is the server's. */
function open(answer: () => Promise<unknown> = async () => ({})) {
  const applied = new Map<string, number>();
  const saved: number[] = [];
  const sync = {
    nudge: (of: string, ms: number) => void applied.set(of, ms),
    nudgeOf: (of: string) => applied.get(of) ?? 0,
  };
  const nudges = createNudges(sync, (_, nudgeMs) => {
    saved.push(nudgeMs);
    return answer();
  });
  return { nudges, applied, saved };
}

describe('nudges', () => {
  it('add up, stay in their bounds, and are taken back', () => {
    const { nudges, applied } = open();
    for (let press = 0; press < 3; press += 1) nudges.step(id, 10);
    expect([nudges.ownOf(id).get(), applied.get(id)]).toEqual([30, 30]);
    for (let press = 0; press < 300; press += 1) nudges.step(id, -10);
    expect(applied.get(id)).toBe(-1_000);
    nudges.reset(id);
    expect([nudges.ownOf(id).get(), applied.get(id)]).toEqual([0, 0]);
  });

  it('are added to what was saved before, and then are no longer one’s own', async () => {
    const { nudges, applied, saved } = open();
    nudges.step(id, 40);
    await nudges.save(perspective(100));
    expect(saved).toEqual([140]);
    expect(applied.get(id)).toBe(0);
    await nudges.clear(perspective(140));
    expect(saved).toEqual([140, 0]);
  });

  it('keep what is pressed while they are being saved', async () => {
    const { nudges, applied } = open(async () => nudges.step(id, 10));
    nudges.step(id, 40);
    await nudges.save(perspective(0));
    expect(applied.get(id)).toBe(10);
  });

  it('stay one’s own where nothing was saved, and that is said', async () => {
    const { nudges, applied } = open(async () => Promise.reject(new Error('no answer')));
    nudges.step(id, 40);
    await nudges.save(perspective(0));
    expect(applied.get(id)).toBe(40);
    expect(nudges.refusal.get()?.sentence).toBe(en.sync.unsaved);
  });
});
