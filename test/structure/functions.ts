import { textOf } from './sources.ts';
import { childrenOf, type Node, syntaxOf } from './syntax.ts';

export type MeasuredFunction = { file: string; name: string; line: number; ownLines: number };

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** A function's own name, or that of the variable or property it is assigned to. */
function functionName(node: Node, parent: Node | null): string {
  const named = [node.id, parent?.id, parent?.key].find((each) => (each as Node | null)?.type === 'Identifier');
  return String((named as Node | undefined)?.name ?? 'anonymous');
}

/** Every function of a file with its own lines: its lines without those of the functions nested in it. */
export function functionsOf(file: string): MeasuredFunction[] {
  const text = textOf(file);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const found: MeasuredFunction[] = [];

  /** Returns how many lines the outermost functions in this node have, nested ones included. */
  const visit = (node: Node, parent: Node | null): number => {
    const nested = childrenOf(node).reduce((sum, child) => sum + visit(child, node), 0);
    if (!functionTypes.has(node.type)) return nested;
    const line = lineAt(node.start);
    const lines = lineAt(node.end) - line + 1;
    found.push({ file, name: functionName(node, parent), line, ownLines: Math.max(1, lines - nested) });
    // A one-line function shares its line with the code around it, which is counted there.
    return lines > 1 ? lines : 0;
  };
  visit(syntaxOf(file), null);
  return found;
}
