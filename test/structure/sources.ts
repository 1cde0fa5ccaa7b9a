import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Paths of all TypeScript files below these folders, from the root. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => posix.join(folder, name)),
  );
}

export const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

export type Import = { from: string; to: string; isType: boolean };

/** What a file imports: a path from the root for its own, a package's name for others'. */
export function importsOf(file: string): Import[] {
  const statements = textOf(file).matchAll(/^(?:import|export)\s([^;]*?\sfrom\s)?['"]([^'"]+)['"]/gms);
  return [...statements].map(([, names = '', to = '']) => ({
    from: file,
    to: to.startsWith('.') ? posix.normalize(posix.join(dirname(file), to)) : to,
    isType: names.startsWith('type ') || /^\{(\s*type [^,}]+,?)+\s*\}/.test(names),
  }));
}
