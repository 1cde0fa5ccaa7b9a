import { DatabaseSync } from 'node:sqlite';

/** SQLITE_BUSY and SQLITE_LOCKED. */
const isHeld = (error: unknown) => [5, 6].includes((error as { errcode?: number }).errcode ?? 0);

export type FileLock = { release(): void };

/**
 * Locks a file for this process; null if another one has it. Through SQLite, since Node has no call for the system's
 * lock (fcntl): such a lock ends with its process, and holds across containers and users.
 */
export function lockFile(file: string): FileLock | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isHeld(error)) return null;
    throw error;
  }
  const held = database;
  return { release: () => held.isOpen && held.close() };
}
