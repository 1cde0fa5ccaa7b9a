import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { whyUnwritable, writeWhole } from './wholeFile.ts';

/** The directory that cannot be used, in a sentence for whoever starts the server. */
export class DirectoryUnusable extends Error {}

const lockName = 'lock';
/** As much as a start writes before anybody comes. */
const startBytes = 64 * 1_024;

/** Makes the directory, for this user alone, and sees that it can be written. */
export function prepareDirectory(path: string): void {
  try {
    make(path);
    // Not what the modes promise: a disk may be full, or mounted for reading.
    writeFileSync(join(path, lockName), '', { flag: 'a', mode: 0o600 });
    tryToWrite(join(path, `room-${process.pid}.tmp`));
  } catch (error) {
    throw new DirectoryUnusable(`DATA_DIR ${path} ${reasonOf(path, error as NodeJS.ErrnoException)}`);
  }
}

/** A full disk may still have names for empty files. */
function tryToWrite(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(startBytes), { mode: 0o600, flush: true });
  } finally {
    rmSync(file, { force: true });
  }
}

/** Node's own recursive way never ends where the system says ENOENT of a parent that is there, as in /proc. */
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

export type DirectoryLock = { release(): void };

/**
 * Takes the directory for this process alone. SQLite locks a file as the system can (fcntl): the lock ends with its
 * process, however that ended, holds across containers and users, and needs no process numbers to be believed.
 */
export function lockDirectory(path: string, port: number): DirectoryLock {
  const holderFile = join(path, `${lockName}.holder`);
  const file = join(path, lockName);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (!isHeld(error)) throw new DirectoryUnusable(`${file} cannot be locked (${(error as Error).message}): ${retry}`);
    throw new DirectoryUnusable(
      `DATA_DIR ${path} is in use by ${holder(holderFile)}. End that server, or set DATA_DIR.`,
    );
  }
  const since = new Date().toISOString().slice(0, 19);
  writeWhole(holderFile, `process ${process.pid} on ${hostname()}, with PORT ${port}, since ${since}Z`);
  const held = database;
  return { release: () => held.isOpen && held.close() };
}

const retry = 'give it to the user of this server, or set DATA_DIR to a directory on a disk of this machine.';
/** SQLITE_BUSY and SQLITE_LOCKED. */
const isHeld = (error: unknown) => [5, 6].includes((error as { errcode?: number }).errcode ?? 0);

function holder(file: string): string {
  try {
    return `another Polyscope (${readFileSync(file, 'utf8')})`;
  } catch {
    return 'another Polyscope';
  }
}
