import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './wholeFile.ts';

/** The same for `TOKEN_SECRET`. A shorter one in the file was left by a crash or a full disk, and is replaced. */
export const minSecretLength = 16;

/** The secret that signs tokens: the given one, or a random one in a file that only this user can read. */
export function tokenSecret(given: string | undefined, directory: string): Uint8Array {
  return new TextEncoder().encode(given ?? keptIn(directory));
}

function keptIn(directory: string): string {
  const file = join(directory, 'token-secret');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const kept = read(file);
  if (kept.length >= minSecretLength) return kept;
  rmSync(file, { force: true });
  // Two servers that share a directory may start at once: both use the secret that was written first.
  writeWhole(file, randomBytes(32).toString('base64url'), { keepsFormer: true });
  return read(file);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
