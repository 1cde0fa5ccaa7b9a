import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Redis keeps its append-only file: a manifest, a base, and increments of which only the newest grows. */
const folder = 'appendonlydir';
const manifestName = 'appendonly.aof.manifest';
const partPattern = /^appendonly\.aof\.(\d+)\.(base|incr)\.(?:aof|rdb)$/;
const copyPattern = /^damaged-(\d+-\d+-\d+)T(\d+)-(\d+)-[\d-]+Z$/;
/** The copy of a damaged file holds what people may have taken back since: long enough to rescue from, and no longer. */
const copyKeptMs = 24 * 3_600_000;

/** What Redis says of files that it cannot read (aof.c, rdb.c of Redis 7). */
const damagePattern =
  /Bad file format|Unexpected end of file|Wrong signature|RDB checksum|Unrecoverable error|Internal error in RDB|RDB file|RDB has|append log file/i;
/** The list of the files is damaged, not they. */
const manifestPattern =
  /AOF manifest|manifest file|manifest key|base file information|sequence number|doesn't exist|Unable to obtain the AOF file/i;

export const isDamage = (words: string[]): boolean =>
  words.some((line) => damagePattern.test(line) || manifestPattern.test(line));

type Part = { name: string; seq: number; kind: string };

async function partsIn(path: string): Promise<Part[]> {
  const names = await readdir(path).catch(() => []);
  return names.flatMap((name) => {
    const [, seq, kind] = partPattern.exec(name) ?? [];
    return seq && kind ? [{ name, seq: Number(seq), kind }] : [];
  });
}

/** Without its manifest Redis takes the directory for a new one and writes over what is there. */
export async function lacksManifest(directory: string): Promise<boolean> {
  const path = join(directory, folder);
  const isThere = await stat(join(path, manifestName)).then(
    ({ size }) => size > 0,
    () => false,
  );
  return !isThere && (await partsIn(path)).length > 0;
}

/** Files that the manifest, as far as it can be read, says were rewritten into its base. */
async function rewrittenIn(path: string): Promise<Set<string | undefined>> {
  const manifest = await readFile(join(path, manifestName), 'utf8').catch(() => '');
  return new Set([...manifest.matchAll(/^file (\S+) seq \d+ type h$/gm)].map(([, name]) => name));
}

/**
 * The newest base and what came after it. A rewrite begins a new increment, then makes a base of all before it, and
 * removes the increments that are in it before the base that they followed (aof.c of Redis 7). So where two bases are
 * there, the newest increment alone came after the newer; and no increment has a lower number than its base.
 */
function partsToRead(parts: Part[]): Part[] {
  const [bases, increments] = ['base', 'incr'].map((of) => parts.filter(({ kind }) => kind === of)) as [Part[], Part[]];
  const base = bases.at(-1);
  if (!base) return increments;
  return [base, ...increments.filter(({ seq }) => seq >= base.seq).slice(bases.length > 1 ? -1 : 0)];
}

/** Names what is to be read, in its order. What was rewritten holds what was deleted since: it is removed. */
async function rebuildManifest(path: string): Promise<void> {
  const rewritten = await rewrittenIn(path);
  const parts = (await partsIn(path)).sort((a, b) => a.seq - b.seq);
  const lines = partsToRead(parts.filter(({ name }) => !rewritten.has(name)));
  const text = lines.map(({ name, seq, kind }) => `file ${name} seq ${seq} type ${kind[0]}\n`).join('');
  await writeFile(join(path, manifestName), text);
  for (const part of parts) if (!lines.some(({ name }) => name === part.name)) await rm(join(path, part.name));
}

/** Files that the manifest names, where it can be read, and that are not there. */
async function missingFrom(path: string): Promise<string[]> {
  const [manifest, there] = [await readFile(join(path, manifestName), 'utf8').catch(() => ''), await readdir(path)];
  return [...manifest.matchAll(/^file (\S+) /gm)].flatMap(([, name = '']) => (there.includes(name) ? [] : name));
}

/** Redis' own tool: cuts the newest increment where it stops making sense. */
function cutDamage(path: string): Promise<{ isDone: boolean; said: string }> {
  return new Promise((resolve) => {
    const child = spawn('redis-check-aof', ['--fix', join(path, manifestName)], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    child.once('error', ({ message }) => resolve({ isDone: false, said: message }));
    child.once('close', (code) => resolve({ isDone: code === 0, said: said.trim().split('\n').at(-1) ?? '' }));
    child.stdin.on('error', () => undefined).end('y\n');
  });
}

/** How much of the increments is missing from what was kept, and how many commands one can still read there. */
async function lostSince(copy: string, path: string): Promise<string> {
  const lost: string[] = [];
  for (const { name } of await partsIn(copy)) {
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

/** Mends what Redis refuses to read, after a copy of it was put beside it. */
export async function repairAppendOnlyFile(directory: string, words: string[]): Promise<Repair> {
  const path = join(directory, folder);
  const copy = join(directory, `damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  await cp(path, copy, { recursive: true, preserveTimestamps: true });
  if (words.some((line) => manifestPattern.test(line))) {
    const lost = (await missingFrom(path)).map((name) => `all of ${name}, which is missing`).join('; ') || 'nothing';
    await rebuildManifest(path);
    return { isRepaired: true, done: 'wrote its manifest anew from the files that are there', lost, copy };
  }
  const { isDone, said } = await cutDamage(path);
  const lost = await lostSince(copy, path);
  return { isRepaired: isDone, done: isDone ? 'cut it where it stopped making sense' : said, lost, copy };
}

/** Whether there are copies that were made here. */
export const hasCopies = (directory: string): boolean => readdirSync(directory).some((name) => copyPattern.test(name));

/** Removes copies that are older than they may get; what else stands beside them is an operator's. */
export async function dropOldCopies(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const [, day, hours, minutes] = copyPattern.exec(name) ?? [];
    const isOld = Date.now() - Date.parse(`${day}T${hours}:${minutes}Z`) > copyKeptMs;
    if (isOld) await rm(join(directory, name), { recursive: true, force: true });
  }
}

/** A Redis that is killed while it rewrites its files leaves the copy that it made, with all that was there, for ever. */
export async function removeHalfWritten(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (/^temp-.*\.(aof|rdb)$/.test(name)) await rm(join(directory, name), { force: true });
  }
}
