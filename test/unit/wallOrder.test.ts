import { describe, expect, it } from 'vitest';
import { offeredActions } from '../../client/moderate/state/offeredActions.ts';
import { orderAfter, readingOrder, wallOf } from '../../client/moderate/state/wallOrder.ts';
import type { Curation, Perspective, PerspectiveState } from '../../shared/domain.ts';
import { undecided } from '../support/perspective.ts';

type Wish = { state?: PerspectiveState; since?: number; curation?: Partial<Curation> };
const perspective = (id: string, { state = 'live', since = 0, curation = {} }: Wish = {}): Perspective => ({
  id,
  event: 'concert',
  label: id,
  state,
  curation: { ...undecided, ...curation },
  place: null,
  media: { video: true, audio: false },
  clock: null,
  since,
});
const held = (id: string, since: number) => perspective(id, { state: 'held', since, curation: { letIn: false } });
const idsOf = (all: readonly Perspective[]) => all.map(({ id }) => id);

describe('the wall', () => {
  it('shows waiting ones first, longest wait first, then those inside, kept from viewers, sent away', () => {
    const wall = wallOf(
      [
        perspective('inside', { since: 1 }),
        held('late', 20),
        perspective('dark', { since: 2, curation: { blackout: true } }),
        held('early', 10),
        perspective('shy', { since: 3, curation: { hidden: true } }),
        perspective('gone', { state: 'gone' }),
      ],
      [perspective('away', { state: 'gone', curation: { out: 'banned', hidden: true } })],
    );
    expect(idsOf(wall.waiting)).toEqual(['early', 'late']);
    expect(idsOf(readingOrder(wall))).toEqual(['early', 'late', 'inside', 'dark', 'shy', 'away']);
  });

  it('sorts those inside by featured, then the event’s order, then arrival', () => {
    const inside = ['a', 'b', 'c', 'd'].map((id, since) => perspective(id, { since }));
    const [first, ...others] = inside;
    const featured = perspective('d', { since: 3, curation: { featured: true } });
    expect(idsOf(wallOf(inside, [], ['c', 'b']).inside)).toEqual(['c', 'b', 'a', 'd']);
    const withStar = first ? [first, ...others.slice(0, 2), featured] : [];
    expect(idsOf(wallOf(withStar, [], ['c']).inside)).toEqual(['d', 'c', 'a', 'b']);
  });

  it('shows a removed perspective that is still connected once', () => {
    const both = perspective('x', { curation: { out: 'removed', hidden: true } });
    expect(idsOf(readingOrder(wallOf([both], [both])))).toEqual(['x']);
  });

  it('gives the whole order after one has taken the place of another', () => {
    const inside = ['a', 'b', 'c'].map((id) => perspective(id));
    expect(orderAfter(inside, 'c', 'a')).toEqual(['c', 'a', 'b']);
    expect(orderAfter(inside, 'a', 'b')).toEqual(['b', 'a', 'c']);
    expect(orderAfter(inside, 'a', 'a')).toBe(null);
    expect(orderAfter(inside, 'a', 'elsewhere')).toBe(null);
  });
});

describe('the actions offered for a perspective', () => {
  const namesOf = (of: Perspective, hasReports = false) => offeredActions(of, hasReports).map(({ name }) => name);

  it.each([
    ['waits', held('a', 0), ['letIn', 'blackout', 'trust', 'rename', 'group', 'remove', 'ban']],
    [
      'is in',
      perspective('a'),
      ['sendBack', 'feature', 'hide', 'blackout', 'trust', 'rename', 'group', 'remove', 'ban'],
    ],
    ['was banned', perspective('a', { state: 'gone', curation: { out: 'banned', hidden: true } }), ['rename', 'unban']],
    [
      'was removed',
      perspective('a', { state: 'gone', curation: { out: 'removed', hidden: true } }),
      ['show', 'rename', 'ban'],
    ],
  ])('that %s', (_, of, names) => {
    expect(namesOf(of)).toEqual(names);
  });

  it('end what is on already', () => {
    const all = perspective('a', { curation: { featured: true, hidden: true, blackout: true, trusted: true } });
    expect(namesOf(all, true)).toEqual([
      'sendBack',
      'unfeature',
      'show',
      'lift',
      'dismissReports',
      'rename',
      'group',
      'remove',
      'ban',
    ]);
  });

  it('have one key each, and no key twice', () => {
    for (const of of [held('a', 0), perspective('b'), perspective('c', { curation: { out: 'removed' } })]) {
      const keys = offeredActions(of, true).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
