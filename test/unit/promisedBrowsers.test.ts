import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, parseAst } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { type Node, nodesIn } from '../structure/syntax.ts';

const outDir = mkdtempSync(join(tmpdir(), 'polyscope-built-'));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));
const configFile = fileURLToPath(new URL('../../config/vite.config.ts', import.meta.url));
await build({ configFile, logLevel: 'silent', build: { outDir, emptyOutDir: true } });

const read = (...path: string[]) => readFileSync(join(outDir, ...path), 'utf8');
const scripts = readdirSync(join(outDir, 'assets')).filter((file) => file.endsWith('.js'));
const nodesOf = (text: string) => [...nodesIn(parseAst(text) as unknown as Node)];
const built = scripts.map((file) => ({ file, nodes: nodesOf(read('assets', file)) }));

/** Members that the oldest promised browsers (config/promised.ts) lack, and that no polyfill adds: owner, then name. */
const tooNew: [owner: RegExp, names: string[]][] = [
  [/^Object$/, ['groupBy']],
  [/^Promise$/, ['withResolvers', 'try']],
  [/^Array$/, ['fromAsync']],
  [/^AbortSignal$/, ['any']],
  [/^RegExp$/, ['escape']],
  [/^Iterator$/, ['from', 'concat']],
  [/^Uint8Array$/, ['fromBase64', 'fromHex']],
  [/^Math$/, ['f16round', 'sumPrecise']],
  [/^Intl$/, ['DurationFormat']],
  [
    /./,
    ['toSorted', 'toSpliced', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom', 'symmetricDifference', 'toWellFormed'],
  ],
  [
    /./,
    ['isWellFormed', 'toBase64', 'toHex', 'getOrInsert', 'checkVisibility', 'getSetCookie', 'scrollIntoViewIfNeeded'],
  ],
];
/** Iterators became able to do this with Chrome 122, Firefox 131 and Safari 18.4. */
const iteratorHelpers = new Set([
  'map',
  'filter',
  'take',
  'drop',
  'flatMap',
  'reduce',
  'toArray',
  'some',
  'every',
  'find',
]);
const iterators = new Set(['values', 'keys', 'entries']);

/** The parts of ESTree that are read here. */
type Member = Node & { object: Node & { name?: string; callee?: Member }; property: Node & { name?: string } };
const isMember = (node: Node): node is Member => node.type === 'MemberExpression' && node.computed !== true;
const nameOf = ({ property }: Member) => property.name ?? '';

/** `map.values().filter`, but not `Object.values(map).filter`. */
function isIteratorHelper(member: Member): boolean {
  const { object } = member;
  if (!iteratorHelpers.has(nameOf(member)) || object.type !== 'CallExpression') return false;
  const { callee } = object;
  return callee !== undefined && isMember(callee) && iterators.has(nameOf(callee)) && callee.object.name !== 'Object';
}

const isTooNew = (member: Member) =>
  isIteratorHelper(member) ||
  tooNew.some(([owner, names]) => names.includes(nameOf(member)) && owner.test(member.object.name ?? 'any'));

describe('what is built runs in the oldest browsers that are promised', () => {
  it('has no newer syntax', () => {
    const newer = built.flatMap(({ file, nodes }) =>
      nodes.flatMap((node) => {
        const isUsing = node.type === 'VariableDeclaration' && String(node.kind).includes('using');
        const { flags = '', pattern = '' } = (node.regex ?? {}) as { flags?: string; pattern?: string };
        const isNewRegExp = flags.includes('v') || /\(\?[ims]*-?[ims]+:/.test(pattern);
        const hasAttributes =
          Array.isArray(node.attributes) && /^(Import|Export)/.test(node.type) && node.attributes.length > 0;
        const isDecorated = Array.isArray(node.decorators) && node.decorators.length > 0;
        return isUsing || isNewRegExp || hasAttributes || isDecorated ? [`${file}: ${node.type}`] : [];
      }),
    );
    expect(newer).toEqual([]);
  });

  it('uses no newer method that client/polyfills.ts does not add', () => {
    const found = built.flatMap(({ file, nodes }) =>
      nodes.filter(isMember).flatMap((node) => (isTooNew(node) ? [`${file}: ${nameOf(node)}`] : [])),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  it('adds what is polyfilled before any page, and nothing that nobody uses', () => {
    const main = scripts.find((file) => file.startsWith('index-')) ?? '';
    const added = [...read('assets', main).matchAll(/`(groupBy|toReversed)`/g)].map(([, name]) => name);
    expect(added.sort()).toEqual(['groupBy', 'toReversed']);
    const used = new Set(built.flatMap(({ nodes }) => nodes.filter(isMember).map(nameOf)));
    expect(added.filter((name) => !used.has(name ?? ''))).toEqual([]);
  });
});

describe('the script that says why a page is blank', () => {
  /** Syntax that arrived after 2009 (ES5). */
  const sinceEs6 =
    /^(Arrow|Class|Template|Spread|Rest|Import|Export|Await|Yield|Chain|Private|Meta|AssignmentPattern|(Object|Array)Pattern|ForOf|StaticBlock|Super)/;

  it('is old syntax alone, is loaded first, and stands alone', () => {
    const nodes = nodesOf(read('boot.js'));
    const newer = nodes.filter(
      ({ type, kind, async: isAsync, generator, shorthand, computed, method }) =>
        sinceEs6.test(type) ||
        (type === 'VariableDeclaration' && kind !== 'var') ||
        isAsync === true ||
        generator === true ||
        (type === 'Property' && (shorthand === true || computed === true || method === true)),
    );
    expect(newer.map(({ type }) => type)).toEqual([]);
    // A comma after the last argument is newer, too; a parser does not tell.
    expect(read('boot.js')).not.toMatch(/,\s*\)/);
    const [first] = read('index.html').matchAll(/<script[^>]*>/g);
    expect(first?.[0]).toBe('<script src="/boot.js">');
  });

  it('says the same in both languages, with French spaces', () => {
    const text = read('boot.js');
    const keys = ['tooOld', 'noFiles', 'slow', 'broken', 'reload', 'home'];
    for (const key of keys) expect(text.match(new RegExp(`\\b${key}: `, 'g'))).toHaveLength(2);
    const french = text.slice(text.indexOf('fr: {'), text.indexOf('function languageOf'));
    expect(french).not.toMatch(/ [:;!?»]/);
  });
});
