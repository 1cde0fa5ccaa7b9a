import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPresence } from '../../client/viewing/session/presence.ts';
import type { Perspective } from '../../shared/domain.ts';

const one = (id: string, part: Partial<Perspective> = {}) => ({ id, since: 0, state: 'live', ...part }) as Perspective;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function presenceOf(...ids: string[]) {
  const forgotten: string[] = [];
  const presence = createPresence((id) => forgotten.push(id));
  presence.replace(ids.map((id) => one(id)));
  const states = () => presence.perspectives.get().map(({ id, state }) => `${id} ${state}`);
  return { presence, states, forgotten };
}

describe('who is there', () => {
  it('is who is told of, in order of arrival; who leaves fades first', () => {
    const { presence, states, forgotten } = presenceOf('a', 'b');
    presence.changed(one('c'));
    presence.gone('a');
    expect(states()).toEqual(['a gone', 'b live', 'c live']);
    vi.advanceTimersByTime(1_000);
    expect(states()).toEqual(['b live', 'c live']);
    expect(forgotten).toEqual(['a']);
  });

  it('is what was told while the list was on its way, for that is newer', () => {
    const { presence, states } = presenceOf('a', 'b');
    presence.asking();
    presence.gone('a');
    presence.changed(one('b', { state: 'stalled' }));
    presence.changed(one('c'));
    presence.replace([one('a'), one('b')]);
    vi.advanceTimersByTime(1_000);
    expect(states()).toEqual(['b stalled', 'c live']);
  });

  it('is the list alone where nothing was told meanwhile, whatever was told before', () => {
    const { presence, states, forgotten } = presenceOf('a', 'b');
    presence.changed(one('b', { state: 'stalled' }));
    presence.asking();
    presence.replace([one('b'), one('d')]);
    vi.advanceTimersByTime(1_000);
    expect(states()).toEqual(['b live', 'd live']);
    expect(forgotten).toEqual(['a']);
  });
});
