import { describe, expect, it } from 'vitest';
import { parseArrangement, writeArrangement } from '../../client/grid/arrangement.ts';

describe('the arrangement in an address', () => {
  it.each([
    ['', ''],
    ['?sync=live', '?sync=live'],
    ['?sync=together', ''],
    ['?sync=nonsense', ''],
    ['?mode=focus&focus=abcdefghij&order=abcdefghij,klmnopqrst&sound=abcdefghij&sync=live', undefined],
    ['?playout=plain&sync=live', undefined],
  ])('%j is read, and written as it was', (search, written = search) => {
    expect(writeArrangement(parseArrangement(search), search)).toBe(written);
  });

  it('says how tiles are held together', () => {
    expect(parseArrangement('').sync).toBe('together');
    expect(parseArrangement('?sync=live').sync).toBe('live');
  });
});
