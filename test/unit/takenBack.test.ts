import { expect, it } from 'vitest';
import { takenBackId } from '../../server/registry/personalData.ts';
import { isPerspectiveId } from '../../shared/ids.ts';

it('the replacement for the id of a perspective that was taken back can be read as an id', () => {
  // Otherwise the event's order, its messages and its log could no longer be read.
  expect(isPerspectiveId(takenBackId)).toBe(true);
});
