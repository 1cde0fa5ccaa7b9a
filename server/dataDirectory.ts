import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { type FileLock, lockFile } from './fileLock.ts';
import { whyUnwritable, writeWhole } from './wholeFile.ts';

/** The directory cannot be used; the message is for the operator. */
export class DirectoryUnusable extends Error {}

const lockName = 'lock';
/** About as much as a start writes. */
const startBytes = 64 * 1_024;

/** Creates the directory, readable only by this user, and checks that it can be written. */
export function prepareDirectory(path: string): void {
  try {
    make(path);
    // Modes are not enough: a disk may be full, or mounted read-only.
    writeFileSync(join(path, lockName), '', { flag: 'a', mode: 0o600 });
    tryToWrite(join(path, `space-${process.pid}.tmp`));
  } catch (error) {
    throw new DirectoryUnusable(`DATA_DIR ${path} ${reasonOf(path, error as NodeJS.ErrnoException)}`);
  }
}

/** A full disk may still have room for empty files. */
function tryToWrite(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(startBytes), { mode: 0o600, flush: true });
  } finally {
    rmSync(file, { force: true });
  }
}

/** Node's `recursive` never returns if the system says ENOENT although the parent exists, as in /proc. */
function make(path: string): void {
  if (!existsSync(path)) {
    make(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  } else if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
}

function reasonOf(path: string, error: NodeJS.ErrnoException): string {
  const { code, message } = error;
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'is a file, or stands in one: set DATA_DIR to a directory.';
  if (code === 'EROFS' || code === 'ENOSPC' || code === 'EDQUOT') return `cannot be written: ${whyUnwritable(error)}.`;
  if (code !== 'EACCES' && code !== 'EPERM')
    return `cannot be made (${message}): set DATA_DIR to a directory that can be written.`;
  const owner = statSync(path, { throwIfNoEntry: false })?.uid;
  const whose = owner === undefined ? '' : ` it belongs to user ${owner},`;
  return `cannot be written:${whose} the server runs as user ${process.geteuid?.()}. Give it to that user, or set DATA_DIR.`;
}

/** Takes the directory for this process alone. */
export function lockDirectory(path: string, port: number): FileLock {
  const file = join(path, lockName);
  const holderFile = `${file}.holder`;
  const lock = tryLock(file);
  if (!lock)
    throw new DirectoryUnusable(
      `DATA_DIR ${path} is in use by ${holder(holderFile)}. End that server, or set DATA_DIR.`,
    );
  const since = new Date().toISOString().slice(0, 19);
  writeWhole(holderFile, `process ${process.pid} on ${hostname()}, with PORT ${port}, since ${since}Z`);
  return lock;
}

function tryLock(file: string): FileLock | null {
  try {
    return lockFile(file);
  } catch (error) {
    throw new DirectoryUnusable(
      `${file} cannot be locked (${(error as Error).message}): give it to the user of this server, or set DATA_DIR to a ` +
        'directory on a disk of this machine.',
    );
  }
}

function holder(file: string): string {
  try {
    return `another Polyscope (${readFileSync(file, 'utf8')})`;
  } catch {
    return 'another Polyscope';
  }
}
