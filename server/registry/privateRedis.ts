import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `$2 …`; ends it when our end of its standard input closes, so that it never outlives us, however we end. Then
 * the directory of its socket, `$1`, goes, unless we are still there to start it again.
 */
const keeper = `
exec 3<&0; runtime=$1; shift
"$@" </dev/null & pid=$!
{ cat <&3 >/dev/null; kill -TERM $pid; while kill -0 $pid 2>/dev/null; do sleep 0.02; done; rm -rf "$runtime"; } &
wait $pid`;

/** Long enough that a fault that stays does not spin. */
const relaunchAfterMs = 500;

export type PrivateRedis = { socketPath: string; close(): Promise<void> };

/** A Redis that is killed while it rewrites its file leaves its copy, with all that was there, for ever. */
async function removeHalfWritten(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (/^temp-.*\.(aof|rdb)$/.test(name)) await rm(join(directory, name), { force: true });
  }
}

/**
 * A `redis-server` of our own on a unix socket that only this user can open, its append-only file in `directory`.
 * Restarted if it dies. Throws a sentence if there is no such program.
 */
export async function startPrivateRedis(directory: string, onFault: (why: string) => void): Promise<PrivateRedis> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await removeHalfWritten(directory);
  // A unix socket's path is limited to about 100 characters, so it cannot stand in just any data directory.
  const runtime = await mkdtemp(join(tmpdir(), 'polyscope-'));
  const socketPath = join(runtime, 'redis.sock');
  const flags = `--port 0 --unixsocket ${socketPath} --unixsocketperm 700 --appendonly yes --save`.split(' ');
  let closing = false;

  const launch = () => {
    const command = [
      '-c',
      keeper,
      'keeper',
      runtime,
      'redis-server',
      ...flags,
      '',
      '--dir',
      directory,
      '--loglevel',
      'warning',
    ];
    const child = spawn('sh', command, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    child.on('exit', (code) => {
      if (closing) return;
      onFault(
        code === 127
          ? 'There is no redis-server on this machine: install it (Debian: apt install redis-server; macOS: brew install redis) or set REDIS_URL.'
          : `The private redis-server ended with code ${code}; starting it again.`,
      );
      if (code !== 127) setTimeout(relaunch, relaunchAfterMs);
    });
    return child;
  };
  const relaunch = () => {
    if (!closing) running = launch();
  };
  let running = launch();

  return {
    socketPath,
    async close() {
      closing = true;
      const child = running;
      if (child.exitCode === null) {
        await new Promise((resolve) => {
          child.once('exit', resolve);
          child.stdin?.end();
        });
      }
      await rm(runtime, { recursive: true, force: true });
    },
  };
}
