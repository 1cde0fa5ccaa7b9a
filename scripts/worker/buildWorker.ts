import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { installPackages, mayInstall } from '../apt.ts';
import { findProgram, runQuietly } from '../command.ts';
import { cacheDirectory, root } from '../places.ts';
import { Problem } from '../problem.ts';

const programs = ['bash', 'perl', 'meson', 'ninja', 'pkg-config', 'c++', 'flatc'];
const libraries = ['libuv', 'openssl', 'libsrtp2', 'absl_flat_hash_map', 'flatbuffers'];
const packages =
  'meson ninja-build pkg-config g++ libuv1-dev libssl-dev libsrtp2-dev libabsl-dev libflatbuffers-dev flatbuffers-compiler';
/** CPU time of a build, measured: two and a half minutes on two cores. */
const coreMinutes = 5;
const progressEveryMs = 20_000;

async function mayBuild(): Promise<boolean> {
  if (!programs.every(findProgram)) return false;
  return (await runQuietly('pkg-config', ['--exists', ...libraries])).code === 0;
}

async function provideTools(): Promise<void> {
  if (await mayBuild()) return;
  if (mayInstall()) await installPackages(packages.split(' '));
  if (await mayBuild()) return;
  throw new Problem(
    "mediasoup's media worker could not be downloaded from github.com, and cannot be built without these packages: " +
      `run \`sudo apt-get install -y ${packages}\` (Debian's names), or set MEDIASOUP_WORKER_BIN, and try again.`,
  );
}

function inMinutes(elapsedMs: number): string {
  const seconds = Math.round(elapsedMs / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Prints the progress of ninja, whose output has `[12/261] …` for each file. */
function followProgress(): { read(text: string): void; stop(): void } {
  const from = performance.now();
  let steps = '';
  const timer = setInterval(() => {
    console.log(`  ${steps ? `${steps} steps, ` : ''}${inMinutes(performance.now() - from)}`);
  }, progressEveryMs);
  return {
    read(text) {
      const [, done, all] = [...text.matchAll(/^\[(\d+)\/(\d+)\]/gm)].at(-1) ?? [];
      if (done) steps = `${done} of ${all}`;
    },
    stop: () => clearInterval(timer),
  };
}

/** An empty directory to build in; those of interrupted builds are deleted. */
function buildDirectory(): string {
  mkdirSync(cacheDirectory, { recursive: true });
  for (const name of readdirSync(cacheDirectory).filter((name) => name.startsWith('building.'))) {
    rmSync(join(cacheDirectory, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(cacheDirectory, 'building.'));
}

/** Builds the worker from the source in the npm package. `take` must copy the file, which is deleted afterwards. */
export async function buildWorker(take: (file: string) => void): Promise<void> {
  await provideTools();
  const cores = availableParallelism();
  const minutes = Math.max(1, Math.ceil(coreMinutes / cores));
  console.log(`Building the media worker, once, about ${minutes} min on ${cores} ${cores > 1 ? 'cores' : 'core'}...`);
  const directory = buildDirectory();
  const log = join(cacheDirectory, 'worker-build.log');
  writeFileSync(log, '');
  const progress = followProgress();
  try {
    const { code } = await runQuietly(
      'bash',
      ['scripts/worker/build.sh', join(root, 'node_modules/mediasoup'), directory],
      {
        onOutput(text) {
          appendFileSync(log, text);
          progress.read(text);
        },
      },
    );
    if (code !== 0)
      throw new Problem(`The media worker could not be built: see ${log}, or set MEDIASOUP_WORKER_BIN to one.`);
    take(join(directory, 'mediasoup-worker'));
  } finally {
    progress.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
