import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPerspectiveList } from '../../client/viewing/session/perspectiveList.ts';
import type { Perspective } from '../../shared/domain.ts';

const one = (id: string, part: Partial<Perspective> = {}) => ({ id, since: 0, state: 'live', ...part }) as Perspective;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function listOf(...ids: string[]) {
  const forgotten: string[] = [];
  const list = createPerspectiveList((id) => forgotten.push(id));
  list.replace(ids.map((id) => one(id)));
  const states = () => list.perspectives.get().map(({ id, state }) => `${id} ${state}`);
  return { list, states, forgotten };
}

describe('the list of perspectives', () => {
  it('is in order of arrival; one that leaves fades first', () => {
    const { list, states, forgotten } = listOf('a', 'b');
    list.changed(one('c'));
    list.gone('a');
    expect(states()).toEqual(['a gone', 'b live', 'c live']);
    vi.advanceTimersByTime(1_000);
    expect(states()).toEqual(['b live', 'c live']);
    expect(forgotten).toEqual(['a']);
  });

  it('keeps notices that arrived while it was requested, for they are newer', () => {
    const { list, states } = listOf('a', 'b');
    list.requested();
    list.gone('a');
    list.changed(one('b', { state: 'stalled' }));
    list.changed(one('c'));
    list.replace([one('a'), one('b')]);
    vi.advanceTimersByTime(1_000);
    expect(states()).toEqual(['b stalled', 'c live']);
  });

  it('replaces what earlier notices said', () => {
    const { list, states, forgotten } = listOf('a', 'b');
    list.changed(one('b', { state: 'stalled' }));
    list.requested();
    list.replace([one('b'), one('d')]);
    vi.advanceTimersByTime(1_000);
    expect(states()).toEqual(['b live', 'd live']);
    expect(forgotten).toEqual(['a']);
  });
});
