import { describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { fr } from '../../client/words/fr.ts';

describe('lists, counts and numbers on pages', () => {
  it.each([
    [[], '', ''],
    [['A'], 'A', 'A'],
    [['A', 'B'], 'A and B', 'A et B'],
    [['A', 'B', 'C'], 'A, B and C', 'A, B et C'],
  ])('lists %j', (names, english, french) => {
    expect([en.moderate.and(names), fr.moderate.and(names)]).toEqual([english, french]);
  });

  it.each([
    [0, '0 viewers', '0 personne regarde'],
    [1, '1 viewer', '1 personne regarde'],
    [2, '2 viewers', '2 personnes regardent'],
    [12_345, '12345 viewers', '12345 personnes regardent'],
  ])('counts %i', (n, english, french) => {
    expect([en.moderate.viewers(n), fr.moderate.viewers(n)]).toEqual([english, french]);
  });

  it.each([
    [0, 'Conversation', 'Conversation'],
    [1, 'Conversation, 1 new message', 'Conversation, 1 nouveau message'],
    [2, 'Conversation, 2 new messages', 'Conversation, 2 nouveaux messages'],
  ])('names the conversation with %i new messages', (n, english, french) => {
    expect([en.talk.unread(n), fr.talk.unread(n)]).toEqual([english, french]);
  });

  it.each([
    [40, '40 m', '40 m'],
    [999, '999 m', '999 m'],
    [1_000, '1 km', '1 km'],
    [1_240, '1.2 km', '1,2 km'],
    [9_960, '10 km', '10 km'],
    [12_400, '12 km', '12 km'],
    [1_234_000, '1234 km', '1234 km'],
  ])('writes %i m', (m, english, french) => {
    expect([en.home.distance(m), fr.home.distance(m)]).toEqual([english, french]);
  });

  it.each([
    [400_000, '0.4 Mbit/s', '0,4 Mbit/s'],
    [9_949_000, '9.9 Mbit/s', '9,9 Mbit/s'],
    [1_234_500_000, '1235 Mbit/s', '1235 Mbit/s'],
  ])('writes %i bit/s', (bps, english, french) => {
    expect([en.moderate.megabits(bps), fr.moderate.megabits(bps)]).toEqual([english, french]);
  });

  it('always shows tenths of a second and of a zoom', () => {
    expect([en.sync.seconds(1), fr.sync.seconds(1)]).toEqual(['1.0 s', '1,0 s']);
    expect([en.live.zoomNow(2.25), fr.live.zoomNow(2.25)]).toEqual(['2.3×', '2,3×']);
  });
});
