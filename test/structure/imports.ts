import { dirname, posix } from 'node:path';
import { type Node, nodesIn, syntaxOf } from './syntax.ts';

export type Import = { from: string; to: string; isType: boolean };

const asText = (node: unknown) => {
  const { type, value } = (node ?? {}) as { type?: string; value?: unknown };
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
};
const isTypeOnly = (node: Node) => {
  const names = (node.specifiers as Node[] | undefined) ?? [];
  const kinds = [node, ...names].map((each) => each.importKind ?? each.exportKind);
  return kinds[0] === 'type' || (names.length > 0 && kinds.slice(1).every((kind) => kind === 'type'));
};

/** The source of an import that a node names: `import`, `export … from`, `import()`, `new URL(…, import.meta.url)`. */
function importOf(node: Node): { to: string | undefined; isType: boolean } | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { to: asText(node.source), isType: isTypeOnly(node) };
    case 'ImportExpression':
      return { to: asText(node.source), isType: false };
    case 'TSImportType':
      return { to: asText(node.source ?? (node.argument as Node | undefined)), isType: true };
    case 'NewExpression': {
      const [path, base] = node.arguments as Node[];
      const isOfThisFile = (node.callee as Node).name === 'URL' && base?.type === 'MemberExpression';
      return isOfThisFile ? { to: asText(path), isType: false } : null;
    }
    default:
      return null;
  }
}

/** What a file imports: a path from the root for its own, a package's name for others'. */
export function importsOf(file: string): Import[] {
  return [...nodesIn(syntaxOf(file))].flatMap((node) => {
    const { to, isType } = importOf(node) ?? {};
    if (!to) return [];
    const path = to.startsWith('.') ? posix.normalize(posix.join(dirname(file), to)) : to;
    return [{ from: file, to: path, isType: isType ?? false }];
  });
}
