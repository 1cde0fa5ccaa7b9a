import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';

/** A type as the source declares it, and the comment above it. */
export type Declared = { text: string; about: string; file: string };
/** A request's type of reply, and the comment above the request. */
export type DeclaredReply = { type: string; about: string };

const opening = '{[(<';
const closing = '}])>';

/** The next of the characters `ends` after `from`, outside all brackets, comments and quotes. */
function endOf(text: string, from: number, ends: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const each = text[at] ?? '';
    if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1;
    else if (text.startsWith('//', at)) at = text.indexOf('\n', at);
    else if (each === "'") at = text.indexOf("'", at + 1);
    else if (depth === 0 && ends.includes(each)) return at;
    else if (text.startsWith('=>', at)) at += 1;
    else if (opening.includes(each)) depth += 1;
    else if (closing.includes(each)) depth -= 1;
  }
  return text.length;
}

/** The text of the comment that ends right before `at`. */
function commentBefore(text: string, at: number): string {
  const before = text.slice(0, at).trimEnd();
  if (!before.endsWith('*/')) return '';
  return before
    .slice(before.lastIndexOf('/**') + 3, -2)
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Removes the indentation that all lines except the first share. */
function outdented(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const indents = rest.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return [first, ...rest.map((line) => line.slice(shared))].join('\n');
}

/** Replies have types but no schemas, so they are read from the source text. */
export function readDeclarations() {
  const names = readdirSync(join(root, 'shared'), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `shared/${name}`);
  const types = new Map<string, Declared>();
  const replies = new Map<string, DeclaredReply>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const { 0: head, 1: name = '', index } of text.matchAll(/^export type (\w+)(?:<\w+>)? = /gm)) {
      const from = index + head.length;
      const declared = { text: text.slice(from, endOf(text, from, ';')), about: commentBefore(text, index), file };
      // Of two types with one name, the one with a schema is the wire's.
      if (!types.get(name)?.text.startsWith('z.')) types.set(name, declared);
    }
    for (const { 1: name = '', index } of text.matchAll(/^ {2}(\w+): request\(/gm)) {
      const reply = text.indexOf('replies<', index) + 'replies<'.length;
      const type = outdented(text.slice(reply, endOf(text, reply, '>')));
      replies.set(name, { type, about: commentBefore(text, index) });
    }
  }
  return { types, replies };
}
