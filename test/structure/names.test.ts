import { describe, expect, it } from 'vitest';
import { nameOf, sourceFiles, styleFiles } from './sources.ts';

/** Words that say nothing about what is in a file, or that the project has another word for. */
const meaningless = /^(room|peer|manager|handler|helper|util|service|participant|misc|common)s?$/i;

/** Files that share a name because they are parts of one thing. */
const sharedNames: readonly (readonly [names: readonly string[], files: RegExp, why: string])[] = [
  [['main'], /\/main\.ts$/, 'the entry point of each program'],
  [['door'], /^server\/(http|signaling)\/door\.ts$/, 'the one way in for messages, for each transport'],
  [['uplink', 'downlink'], /^(server|client)\/media\/\w+link\.ts$/, 'both ends of one transport'],
  [
    ['viewer', 'spectator', 'moderator', 'talk', 'time'],
    /^(shared|shared\/conversations|server\/signaling|client\/talk)\/\w+\.ts$/,
    'one conversation: its schemas, its limits, and who speaks it on either side',
  ],
  [['reports', 'curationlog'], /^(shared|server\/events\/ports)\/\w+\.ts$/, 'shapes, and the port to their store'],
];

/** A port has the name of the file that fulfils it, outside the rules. */
const isPortFulfilled = (files: readonly string[]) =>
  files.length === 2 &&
  files.some((file) => file.startsWith('server/events/ports/')) &&
  files.some((file) => /^server\/((registry|signaling|media|preview)\/)?\w+\.ts$/.test(file));

const product = sourceFiles('server', 'client', 'shared', 'scripts');

/** `useRoomState` and `use-room-state` are use, room, state. */
const wordsOf = (name: string) => name.split(/(?<=[a-z\d])(?=[A-Z])|[-_.]/);

describe('names of files', () => {
  it('contain no meaningless word', () => {
    const files = [...product, ...styleFiles('client'), ...sourceFiles('test')];
    const wordsIn = (file: string) => (file.split('/').at(-1) ?? '').split('.').flatMap(wordsOf);
    expect(files.filter((file) => wordsIn(file).some((word) => meaningless.test(word)))).toEqual([]);
  });

  it('are given once, whatever their case, but for parts of one thing', () => {
    // Texts stand under one name in each language.
    const files = product.filter((file) => !file.startsWith('client/words/'));
    const byName = Map.groupBy(files, (file) => nameOf(file).toLowerCase());
    const isOneThing = (name: string, files: readonly string[]) =>
      isPortFulfilled(files) ||
      sharedNames.some(([names, pattern]) => names.includes(name) && files.every((file) => pattern.test(file)));
    const twice = [...byName].filter(([name, files]) => files.length > 1 && !isOneThing(name, files));
    expect(twice).toEqual([]);
  });
});
