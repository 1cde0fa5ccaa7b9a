import { homedir } from 'node:os';
import { join } from 'node:path';

/** Top of the checkout; every script works from here. */
export const root = join(import.meta.dirname, '..');

/** What a fresh clone need not make again: outside the checkout, as in `node.sh`. */
export const cacheDirectory =
  process.env.POLYSCOPE_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'polyscope');
