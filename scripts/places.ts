import { homedir } from 'node:os';
import { join } from 'node:path';

/** The top of the checkout. */
export const root = join(import.meta.dirname, '..');

/** Outside the checkout, so that a fresh clone need not download or build again; the same as in `node.sh`. */
export const cacheDirectory =
  process.env.POLYSCOPE_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'polyscope');
