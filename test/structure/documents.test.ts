import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/places.ts';
import { fillIn } from '../../scripts/protocol/fillIn.ts';
import { metrics } from '../../server/metrics.ts';
import { curationActionSchema } from '../../shared/conversations/moderator.ts';
import { sourceFiles, textOf } from './sources.ts';

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** The first cells of a table's rows that are code. */
const rowsOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name ?? '');
/** As GitHub makes them of headings. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
/** `EffectiveState` is an effective state. */
const termOf = (typeName: string) => typeName.replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase();

/** Types whose names need no entry in the glossary. */
const knownTerms: Readonly<Record<string, string>> = {
  'rules, named for the request or the task that they carry out': `converse, count viewing, curate, go live, keep rate,
    keep time, open event, preview of, record decision, report, run event, share delay, undo, watch`,
  'WebRTC and RTP': `dtls parameters, ice candidate, ice parameters, ice server, kind, rtp capabilities, rtp parameters,
    sender report`,
  'shapes of the wire, which docs/protocol.md has': `answer, answered, asked, event reply, events reply, filmed, handlers,
    listed event, log reply, media reply, near query, new event, opened reply, origin reply, parsed, perspectives reply,
    reaction, refusal code, refusal notice, reply, report reason, requests, right, role, route name`,
  'plain English': 'ask rate name, by, direction, fields, from, offset, position, rate name, rectangle, target, view',
};
const exists = (path: string) =>
  ['', '.ts', '.tsx', '.css'].some((ending) => existsSync(join(root, path + ending))) || path.includes('*');

describe('documents agree with the code', () => {
  it('docs/protocol.md is what `npm run docs` writes', async () => {
    const text = textOf('docs/protocol.md');
    expect(await fillIn(text)).toBe(text);
  });

  it('every action of moderators is described in docs/protocol.md', () => {
    const table = textOf('docs/protocol.md').split('What an action of `curate` does:')[1]?.split('\n\n')[1] ?? '';
    const described = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) => rowsOf(cell, /`(\w+)`/g));
    expect(described.sort()).toEqual([...curationActionSchema.options].sort());
  });

  it('docs/operating.md lists every metric, with what to do, and no other', () => {
    const described = rowsOf(textOf('docs/operating.md'), /^\| `(polyscope_\w+)/gm);
    expect(described.sort()).toEqual(
      Object.values(metrics)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('docs/architecture.md lists every package, with why, and no other', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'));
    const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
    const table = textOf('docs/architecture.md').split('| library |')[1]?.split('\n\n')[0] ?? '';
    const described = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => rowsOf(cell, /`([^`]+)`/g));
    expect(described.filter((name) => !name.startsWith('node:')).sort()).toEqual(packages.sort());
  });

  it('every file that is named exists', () => {
    const missing = documents.flatMap((document) => {
      const code = textOf(document).replace(/```.*?```/gs, '');
      const named = rowsOf(code, /`((?:server|client|shared|scripts|test|config|docs)\/[\w./*-]*)`/g);
      return named.filter((path) => !exists(path)).map((path) => `${document}: ${path}`);
    });
    expect(missing).toEqual([]);
  });

  it('every link leads somewhere', () => {
    const dead = documents.flatMap((document) => {
      const links = rowsOf(textOf(document).replace(/```.*?```/gs, ''), /\]\((?!https?:)([^)\s]+)\)/g);
      return links
        .filter((link) => {
          const [path = '', anchor] = link.split('#');
          const target = path ? join(dirname(document), path) : document;
          return (
            !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(textOf(target)).includes(anchor))
          );
        })
        .map((link) => `${document}: ${link}`);
    });
    expect(dead).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  it('has every type of shared/ and server/events/ that is not a known term', () => {
    const glossary = textOf('docs/glossary.md');
    const words = new Set([
      ...rowsOf(glossary, /^\| (.*?) \|/gm).flatMap((cell) => cell.toLowerCase().split(' · ')),
      ...rowsOf(glossary, /\*\*(.*?)\*\*/g),
    ]);
    const known = Object.values(knownTerms).flatMap((terms) => terms.split(/,\s+/));
    const files = sourceFiles('shared', 'server/events').filter((file) =>
      /^(shared|server\/events)\/[^/]+$/.test(file),
    );
    const terms = files.flatMap((file) => rowsOf(textOf(file), /^export (?:type|interface) (\w+)/gm).map(termOf));
    expect(terms.filter((term) => !words.has(term) && !known.includes(term))).toEqual([]);
    expect(known.filter((term) => words.has(term) || !terms.includes(term))).toEqual([]);
  });
});
