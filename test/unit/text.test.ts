import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelSchema } from '../../shared/domain.ts';
import { linksIn, plainText } from '../../shared/text.ts';

describe('what people write', () => {
  it.each([
    ['plain text', ' Balcony,  left ', 'Balcony, left'],
    ['several lines and tabs', 'a\n\nb\tc\u2028d', 'a b c d'],
    ['controls', 'a\u0000b\u001b[31mc\u007f', 'ab[31mc'],
    ['bidi overrides and isolates', 'abc\u202efdp.exe\u202c \u2066x\u2069\u200f', 'abcfdp.exe x'],
    ['invisible letters', 'ad\u200bmin\u00ad\ufeff', 'admin'],
    ['what joins emoji and letters stays', '👩\u200d🚒 نمی\u200cخواهم', '👩\u200d🚒 نمی\u200cخواهم'],
    ['piles of accents', `e${'\u0301'.repeat(40)}`, 'é\u0301\u0301\u0301'],
    ['nothing that can be seen', '\u200d\u3164\u0301 \u2800'.replace('\u3164', '\u200c').replace('\u2800', ''), ''],
    ['half of an emoji', 'x\ud83d', 'x'],
    ['markup is text like any other', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('is made plain: %s', (_, given, expected) => {
    expect(plainText(given)).toBe(expected);
  });

  it('is the same when it is made plain twice', () => {
    const letters = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('\u0958', '\u0301', '\u{1d15e}', ' ', '\u200d', '\u00ad', 'e', '\ud800'))
        .map((all) => all.join('')),
    );
    fc.assert(fc.property(letters, (text) => plainText(plainText(text)) === plainText(text)));
  });

  it('is measured as plain text: some letters become two, and some pairs become one', () => {
    expect(labelSchema.safeParse('\u0958'.repeat(40)).success).toBe(false);
    expect(labelSchema.parse('\u0958'.repeat(20))).toHaveLength(40);
    expect(labelSchema.parse('e\u0301'.repeat(40))).toHaveLength(40);
  });

  it('is made plain where a phone names itself', () => {
    expect(labelSchema.parse('Left\u202e\u0007 side')).toBe('Left side');
    expect(labelSchema.safeParse('x'.repeat(41)).success).toBe(false);
  });

  it.each([
    ['no link here', 0],
    ['see https://example.org/a?b=c now', 1],
    ['www.example.org and http://x.y', 2],
    ['example.org/path', 1],
    ['javascript://x and data://y', 2],
    ['half past 10.30, e.g. now', 0],
  ])('has its links counted: %s', (text, count) => {
    expect(linksIn(text)).toBe(count);
  });
});
