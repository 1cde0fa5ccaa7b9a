import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound, runQuietly } from './command.ts';
import { findOrMake } from './findOrMake.ts';
import { root } from './places.ts';
import { Problem } from './problem.ts';

type Entry = { version?: string; optional?: boolean; os?: string[]; cpu?: string[] };
export type Lock = { packages: Record<string, Entry> };

/** Compares package-lock.json with the lock file that npm leaves in node_modules after a complete install. */
export function isInstalled(wanted: Lock, installed: Lock): boolean {
  const isForAll = ({ optional, os, cpu }: Entry) => !(optional || os || cpu);
  const names = Object.keys(wanted.packages).filter((name) => name !== '');
  return (
    names.every((name) => {
      const there = installed.packages[name];
      return there ? there.version === wanted.packages[name]?.version : !isForAll(wanted.packages[name] ?? {});
    }) && Object.keys(installed.packages).every((name) => wanted.packages[name])
  );
}

function read(path: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')) as Lock;
  } catch {
    return undefined;
  }
}

/** Installs what package-lock.json says, without running any package's install scripts. */
export async function providePackages(): Promise<void> {
  const find = () => {
    const wanted = read('package-lock.json');
    const installed = read('node_modules/.package-lock.json');
    return (wanted && installed && isInstalled(wanted, installed)) || undefined;
  };
  await findOrMake(find, async () => {
    console.log('Installing the npm packages...');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await runQuietly('npm', ['ci', '--include=dev', ...quiet]);
    if (code === notFound)
      throw new Problem('npm is not on the PATH: install Node.js 24 with npm, from https://nodejs.org.');
    if (code !== 0) {
      throw new Problem(
        `${output.trim()}\nThe npm packages could not be installed (see above): check the network and try again.`,
      );
    }
    return true;
  });
}
