import { describe, expect, it } from 'vitest';
import { createStills } from '../../client/viewing/session/stills.ts';

describe('stills', () => {
  it('are wanted for the shelf, and for tiles whose picture is loading, until each has come', () => {
    const asked: string[][] = [];
    const stills = createStills(async (perspectives) => void asked.push(perspectives));
    stills.want(['b']);
    const release = stills.hold('a');
    stills.received({ perspective: 'a', image: new Uint8Array([1]) });
    expect(stills.of('a').get()).toMatch(/^blob:/);
    stills.want(['b', 'c']);
    release();
    expect(asked).toEqual([['b'], ['a', 'b'], ['a', 'b', 'c'], ['b', 'c']]);
    expect(stills.of('a').get()).toBeNull();
    stills.close();
  });
});
