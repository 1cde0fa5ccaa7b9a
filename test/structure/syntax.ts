import { parseAst } from 'vite';
import { textOf } from './sources.ts';

export type Node = { type: string; start: number; end: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

export const childrenOf = (node: Node): Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));

const parsed = new Map<string, Node>();

/** The syntax tree of a TypeScript file, as ESTree. */
export function syntaxOf(file: string): Node {
  const known = parsed.get(file);
  if (known) return known;
  const tree = parseAst(textOf(file), { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;
  parsed.set(file, tree);
  return tree;
}

/** A node and all nodes below it. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}
