import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './command.ts';
import { findOrMake } from './findOrMake.ts';
import { fingerprint } from './fingerprint.ts';
import { root } from './places.ts';
import { Problem } from './problem.ts';

const sources = [
  'client',
  'shared',
  'config/vite.config.ts',
  'config/compress.ts',
  'config/preload.ts',
  'config/promised.ts',
  'package-lock.json',
];
/** Holds the fingerprint of the sources that the pages were built from. */
const fingerprintFile = join(root, 'dist', 'client.sources');

function builtFrom(): string | undefined {
  try {
    readFileSync(join(root, 'dist', 'client', 'index.html'));
    return readFileSync(fingerprintFile, 'utf8');
  } catch {
    return undefined;
  }
}

/** Builds `dist/client`, unless it was built from the sources as they are now. */
export async function buildClient(): Promise<void> {
  await findOrMake(
    () => builtFrom() === fingerprint(sources) || undefined,
    async () => {
      console.log('Building the pages...');
      const from = fingerprint(sources);
      rmSync(fingerprintFile, { force: true });
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
      const args = [vite, 'build', '--config', 'config/vite.config.ts', '--logLevel', 'warn'];
      const { code, output } = await runQuietly(process.execPath, args);
      if (code !== 0) throw new Problem(`${output.trim()}\nThe pages could not be built: mend what vite says above.`);
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(fingerprintFile, from);
      return true;
    },
  );
}
