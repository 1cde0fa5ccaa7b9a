import { expect, it } from 'vitest';
import { sourceFiles, textOf } from './sources.ts';
import { type Node, nodesIn, syntaxOf } from './syntax.ts';

/** Keys of the English texts; the French ones have the same by their type. */
function* keysOf(file: string): Generator<string> {
  for (const node of nodesIn(syntaxOf(file))) {
    if (node.type === 'Property') yield String((node.key as Node).name ?? (node.key as Node).value);
  }
}

it('every text is used: its key is named outside the texts', () => {
  const used = new Set(
    sourceFiles('client', 'shared')
      .filter((file) => !file.startsWith('client/words/'))
      .flatMap((file) => textOf(file).match(/[\p{L}\p{N}_$-]+/gu) ?? []),
  );
  const unused = sourceFiles('client/words/en').flatMap((file) =>
    [...keysOf(file)].filter((key) => !used.has(key)).map((key) => `${file}: ${key}`),
  );
  expect(unused).toEqual([]);
});
