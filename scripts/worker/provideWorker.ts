import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findOrMake } from '../findOrMake.ts';
import { fingerprint } from '../fingerprint.ts';
import { cacheDirectory, root } from '../places.ts';
import { Problem } from '../problem.ts';
import { buildWorker } from './buildWorker.ts';
import { downloadedWorker, downloadWorker } from './downloadWorker.ts';

/** The worker's exit code when mediasoup did not start it (`main.cpp`): program and libraries could be loaded. */
const notStartedByMediasoup = 41;

function isWorker(path: string): boolean {
  return spawnSync(path, { env: {}, stdio: 'ignore' }).status === notStartedByMediasoup;
}

/** Such as `debian12`: a worker built on one release may lack its libraries on another. */
function systemRelease(): string {
  if (process.platform !== 'linux') return release().split('.')[0] ?? '';
  const text = readFileSync('/etc/os-release', 'utf8');
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return value('ID') + value('VERSION_ID');
}

function cachedWorker(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/mediasoup/package.json'), 'utf8'));
  const recipe = fingerprint(['scripts/worker/build.sh', 'scripts/worker/overlay']).slice(0, 8);
  const name = ['mediasoup-worker', version, process.platform, process.arch, systemRelease(), recipe].join('-');
  return join(cacheDirectory, name);
}

/** Copies so that another process sees the whole file or none. */
function keep(file: string, target: string): void {
  const partial = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, target);
}

/** The path of a mediasoup worker that runs here: set, installed or cached; otherwise downloaded or built. */
export async function provideWorker(): Promise<string> {
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (isWorker(resolve(given))) return resolve(given);
    throw new Problem(
      `MEDIASOUP_WORKER_BIN is ${given}, which is no media worker that runs here: correct or unset it.`,
    );
  }
  const cached = cachedWorker();
  return findOrMake(
    () => [downloadedWorker, cached].find(isWorker),
    async () => {
      await downloadWorker();
      if (isWorker(downloadedWorker)) keep(downloadedWorker, cached);
      else await buildWorker((built) => keep(built, cached));
      if (!isWorker(cached)) {
        throw new Problem(
          'The media worker was made but does not run here: set MEDIASOUP_WORKER_BIN to one that does.',
        );
      }
      return cached;
    },
  );
}
