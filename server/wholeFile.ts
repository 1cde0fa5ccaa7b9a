import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file cannot be written; the message is for the operator. */
export class FileUnwritable extends Error {}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full: make room there, or set DATA_DIR',
  EDQUOT: 'the quota of its user is used up: make room there, or set DATA_DIR',
  EROFS: 'the disk can only be read: set DATA_DIR to a directory that can be written',
};

/** Why a file cannot be written, and what to do if that is known. */
export function whyUnwritable({ code = '', message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? message;
}

/**
 * Writes a small file that only this user can read. A crash or a full disk leaves either the whole new file or the old
 * one. With `keepsFormer`, a file that another process has written in between stays.
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
    // Some file systems have no hard links.
    renameSync(temporary, file);
  }
}

/** Without it the new name may be lost in a power failure. */
function flushDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
