import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from './sources.ts';

const maxFileLines = 300;
const forbidden = /(?:peer|room|participant|manager|handler|service|util|helper|common|misc)s?\b/i;

const files = sourceFiles('server', 'client', 'shared', 'scripts');
const sizes = files.map((file) => ({ file, lines: textOf(file).split('\n').length })).sort((a, b) => a.lines - b.lines);

describe('small files, named for the one thing in them', () => {
  it(`holds no file over ${maxFileLines} lines`, () => {
    const at = (share: number) => sizes[Math.floor((sizes.length - 1) * share)]?.lines;
    console.log(`${files.length} files: median ${at(0.5)} lines, 90th percentile ${at(0.9)}, longest ${at(1)}`);
    expect(sizes.filter(({ lines }) => lines > maxFileLines)).toEqual([]);
  });

  it('names no file with a word that means nothing', () => {
    expect(files.filter((file) => forbidden.test(file.slice(file.lastIndexOf('/') + 1)))).toEqual([]);
  });
});
