import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The file that cannot be written, in a sentence for whoever starts the server. */
export class FileUnwritable extends Error {}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full: make room there, or set DATA_DIR',
  EDQUOT: 'the quota of its user is used up: make room there, or set DATA_DIR',
  EROFS: 'the disk can only be read: set DATA_DIR to a directory that can be written',
};

/** What a system says of a file that cannot be written. */
export function whyUnwritable({ code = '', message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? message;
}

/**
 * Writes a small file, which only this user reads, whole or not at all, whatever happens meanwhile. With `keepsFormer`
 * one that came to be in the meantime stays.
 */
export function writeWhole(file: string, text: string, { keepsFormer = false } = {}): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flush: true });
    if (keepsFormer) linkUnlessThere(temporary, file);
    else renameSync(temporary, file);
    flushDirectory(dirname(file));
  } catch (error) {
    throw new FileUnwritable(`${file} cannot be written (${whyUnwritable(error as NodeJS.ErrnoException)}).`);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function linkUnlessThere(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    // Some file systems have no second names.
    renameSync(temporary, file);
  }
}

/** A new name may be lost with the power, too. */
function flushDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
