import { describe, expect, it } from 'vitest';
import { fr } from '../../client/words/fr.ts';
import { frenchSpaces, withFrenchSpaces } from '../../client/words/withFrenchSpaces.ts';

/** Every text of these; functions are called with texts and numbers. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    const call = (arg: unknown) => {
      try {
        return textsOf(value(arg, arg, arg));
      } catch {
        // It takes something else.
        return [];
      }
    };
    return [...call('Anna'), ...call(2)];
  }
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

describe('French texts', () => {
  it.each([
    ['Attention : oui', 'Attention\u00a0: oui'],
    ['Quoi ?', 'Quoi\u202f?'],
    ['Oui ; non !', 'Oui\u202f; non\u202f!'],
    ['« Aller »', '«\u00a0Aller\u00a0»'],
    ['80 %', '80\u00a0%'],
    ['https://exemple.fr/?a=1', 'https://exemple.fr/?a=1'],
    ['20:00', '20:00'],
  ])('%s has spaces at which no line breaks', (text, spaced) => {
    expect(frenchSpaces(text)).toBe(spaced);
  });

  it('have them in lists, objects, and what functions return', () => {
    const texts = withFrenchSpaces({ list: [['a', 'b :']], of: (name: string) => ({ said: `${name} ?` }), n: 1 });
    expect(texts.list).toEqual([['a', 'b\u00a0:']]);
    expect(texts.of('Anna')).toEqual({ said: 'Anna\u202f?' });
    expect(texts.n).toBe(1);
  });

  it('have no plain space before a mark, anywhere', () => {
    const texts = textsOf(fr);
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((text) => / [:;?!»%](\s|$)|« /.test(text))).toEqual([]);
  });
});
