import { describe, expect, it } from 'vitest';
import { functionsOf } from './functions.ts';
import { sourceFiles, styleFiles, textOf } from './sources.ts';

const maxFileLines = 300;
const maxFunctionLines = 60;

const product = sourceFiles('server', 'client', 'shared', 'scripts');
const tests = sourceFiles('test');

function summary(sizes: readonly number[]): string {
  const sorted = [...sizes].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)];
  return `median ${at(0.5)} lines, 90th percentile ${at(0.9)}, longest ${at(1)}`;
}

describe('files are small', () => {
  it.each([
    ['source files', product],
    ['style sheets', styleFiles('client')],
    ['test files', tests],
  ])(`no file of the %s has more than ${maxFileLines} lines`, (kind, files) => {
    const sizes = files.map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }));
    console.log(`${sizes.length} ${kind}: ${summary(sizes.map(({ lines }) => lines))}`);
    expect(sizes.filter(({ lines }) => lines > maxFileLines)).toEqual([]);
  });
});

describe('functions are small', () => {
  it.each([
    ['product', product],
    ['tests', tests],
  ])(
    `no function of the %s has more than ${maxFunctionLines} lines without the functions nested in it`,
    (kind, files) => {
      const functions = files.flatMap(functionsOf);
      console.log(
        `${functions.length} functions of the ${kind}: ${summary(functions.map(({ ownLines }) => ownLines))}`,
      );
      expect(functions.filter(({ ownLines }) => ownLines > maxFunctionLines)).toEqual([]);
    },
  );
});
