import { describe, expect, it } from 'vitest';
import { agoIn } from '../../client/talk/ago.ts';

describe('how long ago something was said', () => {
  it.each([
    ['en', 0, 'now'],
    ['en', 59_999, 'now'],
    ['en', 60_000, '1 min. ago'],
    ['en', 61 * 60_000, '1 hr. ago'],
    ['fr', 5_000, 'maintenant'],
    ['fr', 5 * 60_000 + 59_000, 'il y a 5 min'],
  ])('%s, %i ms: %s', (language, ms, text) => {
    // Some languages put a space there that does not break.
    expect(agoIn(language, ms).replaceAll(/\s/g, ' ')).toBe(text);
  });
});
