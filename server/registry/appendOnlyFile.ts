import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Redis' append-only directory: a manifest, base files, and increments of which only the newest grows. */
const aofFolder = 'appendonlydir';
const manifestName = 'appendonly.aof.manifest';
const filePattern = /^appendonly\.aof\.(\d+)\.(base|incr)\.(?:aof|rdb)$/;
const copyPattern = /^damaged-(\d+-\d+-\d+)T(\d+)-(\d+)-[\d-]+Z$/;
/** A copy of damaged files may hold data that people take back later: long enough to rescue from, and no longer. */
const keepCopyMs = 24 * 3_600_000;

/** Redis' messages about files that it cannot read (aof.c, rdb.c of Redis 7). */
const damagePattern =
  /Bad file format|Unexpected end of file|Wrong signature|RDB checksum|Unrecoverable error|Internal error in RDB|RDB file|RDB has|append log file/i;
/** Messages about a damaged manifest. */
const manifestPattern =
  /AOF manifest|manifest file|manifest key|base file information|sequence number|doesn't exist|Unable to obtain the AOF file/i;

export const isDamage = (output: string[]): boolean =>
  output.some((line) => damagePattern.test(line) || manifestPattern.test(line));

type AofFile = { name: string; seq: number; kind: string };

async function filesIn(path: string): Promise<AofFile[]> {
  const names = await readdir(path).catch(() => []);
  return names.flatMap((name) => {
    const [, seq, kind] = filePattern.exec(name) ?? [];
    return seq && kind ? [{ name, seq: Number(seq), kind }] : [];
  });
}

/** Without its manifest Redis takes the directory for a new one and overwrites the files in it. */
export async function lacksManifest(directory: string): Promise<boolean> {
  const path = join(directory, aofFolder);
  const isThere = await stat(join(path, manifestName)).then(
    ({ size }) => size > 0,
    () => false,
  );
  return !isThere && (await filesIn(path)).length > 0;
}

/** Files that the manifest lists as history: a later base contains what is still valid of them. */
async function rewrittenIn(path: string): Promise<Set<string | undefined>> {
  const manifest = await readFile(join(path, manifestName), 'utf8').catch(() => '');
  return new Set([...manifest.matchAll(/^file (\S+) seq \d+ type h$/gm)].map(([, name]) => name));
}

/**
 * The newest base and the increments after it. A rewrite starts a new increment, then makes a base of all files before
 * it, and removes the increments in that base before the base that they followed (aof.c of Redis 7). So if there are
 * two bases, only the newest increment follows the newer one; and no increment has a lower number than its base.
 */
function filesToRead(files: AofFile[]): AofFile[] {
  const [bases, increments] = ['base', 'incr'].map((of) => files.filter(({ kind }) => kind === of)) as [
    AofFile[],
    AofFile[],
  ];
  const base = bases.at(-1);
  if (!base) return increments;
  return [base, ...increments.filter(({ seq }) => seq >= base.seq).slice(bases.length > 1 ? -1 : 0)];
}

/** Lists the files to read, in their order. Files from before the rewrite may hold deleted data: they are removed. */
async function rebuildManifest(path: string): Promise<void> {
  const rewritten = await rewrittenIn(path);
  const files = (await filesIn(path)).sort((a, b) => a.seq - b.seq);
  const kept = filesToRead(files.filter(({ name }) => !rewritten.has(name)));
  const text = kept.map(({ name, seq, kind }) => `file ${name} seq ${seq} type ${kind[0]}\n`).join('');
  await writeFile(join(path, manifestName), text);
  for (const file of files) if (!kept.some(({ name }) => name === file.name)) await rm(join(path, file.name));
}

/** Files that are listed in the manifest, as far as it can be read, and do not exist. */
async function missingFrom(path: string): Promise<string[]> {
  const [manifest, present] = [await readFile(join(path, manifestName), 'utf8').catch(() => ''), await readdir(path)];
  return [...manifest.matchAll(/^file (\S+) /gm)].flatMap(([, name = '']) => (present.includes(name) ? [] : name));
}

/** Redis' own tool truncates the newest increment where it becomes invalid. */
function truncateDamage(path: string): Promise<{ isRepaired: boolean; message: string }> {
  return new Promise((resolve) => {
    const child = spawn('redis-check-aof', ['--fix', join(path, manifestName)], { stdio: ['pipe', 'pipe', 'pipe'] });
    let message = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (message += text));
    child.once('error', ({ message }) => resolve({ isRepaired: false, message }));
    child.once('close', (code) =>
      resolve({ isRepaired: code === 0, message: message.trim().split('\n').at(-1) ?? '' }),
    );
    child.stdin.on('error', () => undefined).end('y\n');
  });
}

/** How much the repair cut off, compared with the copy, for the log. */
async function describeLoss(copy: string, path: string): Promise<string> {
  const lost: string[] = [];
  for (const { name } of await filesIn(copy)) {
    const before = await readFile(join(copy, name));
    const { size } = await stat(join(path, name));
    const commands =
      before
        .subarray(size)
        .toString('latin1')
        .match(/\*\d+\r\n\$/g)?.length ?? 0;
    if (size < before.length)
      lost.push(`the last ${before.length - size} of ${before.length} bytes of ${name}, with ${commands} commands`);
  }
  return lost.join('; ') || 'nothing';
}

export type Repair = { isRepaired: boolean; done: string; lost: string; copy: string };

/**
 * Repairs the files that Redis refuses to read, after copying them beside it. `output`: the last output of Redis;
 * `lost`: what could not be recovered. Throws if the copy cannot be made.
 */
export async function repairAppendOnlyFile(directory: string, output: string[]): Promise<Repair> {
  const path = join(directory, aofFolder);
  const copy = join(directory, `damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  await cp(path, copy, { recursive: true, preserveTimestamps: true });
  if (output.some((line) => manifestPattern.test(line))) {
    const lost = (await missingFrom(path)).map((name) => `all of ${name}, which is missing`).join('; ') || 'nothing';
    await rebuildManifest(path);
    return { isRepaired: true, done: 'wrote its manifest anew from the files that are there', lost, copy };
  }
  const { isRepaired, message } = await truncateDamage(path);
  const lost = await describeLoss(copy, path);
  return { isRepaired, done: isRepaired ? 'cut it where it stopped making sense' : message, lost, copy };
}

/** Whether there are copies of damaged files. */
export const hasDamagedCopies = (directory: string): boolean =>
  readdirSync(directory).some((name) => copyPattern.test(name));

/** Removes our copies that are older than 24 h; other files beside them are an operator's. */
export async function removeOldCopies(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const [, day, hours, minutes] = copyPattern.exec(name) ?? [];
    const isOld = Date.now() - Date.parse(`${day}T${hours}:${minutes}Z`) > keepCopyMs;
    if (isOld) await rm(join(directory, name), { recursive: true, force: true });
  }
}

/** A Redis that is killed during a rewrite leaves its temporary file, with all data of that time, for ever. */
export async function removeTemporaryFiles(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (/^temp-.*\.(aof|rdb)$/.test(name)) await rm(join(directory, name), { force: true });
  }
}
