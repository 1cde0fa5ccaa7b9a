import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const filesIn = (folders: string[], ending: RegExp) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name) => posix.join(folder, name)),
  );

/** Paths of all TypeScript files below these folders, from the root. */
export const sourceFiles = (...folders: string[]): string[] => filesIn(folders, /\.tsx?$/);
export const styleFiles = (...folders: string[]): string[] => filesIn(folders, /\.css$/);

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
/** The file's name without its folder and its endings. */
export const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '');
