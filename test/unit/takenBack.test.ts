import { expect, it } from 'vitest';
import { takenBackId } from '../../server/registry/personalData.ts';
import { isPerspectiveId } from '../../shared/ids.ts';

it('what stands where an id stood that was taken back can be read as an id', () => {
  // Else the event's order, its messages and its log could not be read any more.
  expect(isPerspectiveId(takenBackId)).toBe(true);
});
