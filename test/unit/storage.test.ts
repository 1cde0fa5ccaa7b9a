import { describe, expect, it } from 'vitest';
import { createOwnEvents } from '../../client/ownEvents.ts';
import { read, readJson, write } from '../../client/storage.ts';

// Node has no `window`, so every access throws, as it does where a browser forbids storage.
describe('without browser storage', () => {
  it('what is written can be read while the page is open', () => {
    write('localStorage', 'key', 'text');
    expect(read('localStorage', 'key')).toBe('text');
    write('localStorage', 'key', null);
    expect(read('localStorage', 'key')).toBeNull();
  });

  it.each([null, '', '{', 'text'])('%j is read as no JSON', (text) => {
    write('sessionStorage', 'json', text);
    expect(readJson('sessionStorage', 'json')).toBeNull();
  });

  it('an own event that cannot be read, or is too old, hides none of the others', () => {
    const own = (id: string, openedAt: number) => ({
      id,
      title: 'Lantern parade',
      startsAt: openedAt,
      openedAt,
      moderate: `/e/${id}/moderate#token=a.b.c`,
    });
    const [now, weekMs] = [Date.now(), 7 * 24 * 3_600_000];
    const stored = [own('first', now), { id: 'second' }, null, own('third', now - weekMs - 1), own('fourth', now)];
    write('localStorage', 'polyscope.ownEvents', JSON.stringify(stored));
    const events = createOwnEvents();
    expect(events.events.get().map(({ id }) => id)).toEqual(['first', 'fourth']);
    events.forget('first');
    expect(createOwnEvents().events.get()).toEqual([{ ...own('fourth', now), listed: true }]);
  });
});
