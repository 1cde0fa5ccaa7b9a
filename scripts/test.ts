import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient } from './client.ts';
import { runTool } from './command.ts';
import { endWithNpm } from './endWithNpm.ts';
import { Problem } from './problem.ts';
import { setUpForTests } from './setup.ts';
import { type Counts, countTests } from './testCounts.ts';

/** Of this run alone: vitest's report, and what the tests note. */
const directory = mkdtempSync(join(tmpdir(), 'polyscope-tests-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const counts: Counts = { passed: 0, failed: 0 };

async function step(name: string, run: () => Promise<Counts>): Promise<void> {
  const from = performance.now();
  console.log(`\n== ${name}`);
  const { passed, failed } = await run().catch((error: unknown) => {
    console.error(error instanceof Problem ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  counts.passed += passed;
  counts.failed += failed;
  console.log(`== ${name}: ${failed ? 'failed' : 'done'} in ${((performance.now() - from) / 1_000).toFixed(1)} s`);
}

async function check(tool: string, args: string[]): Promise<Counts> {
  const code = await runTool(tool, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runTests(args: string[]): Promise<Counts> {
  const reportFile = join(directory, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await runTool('vitest/vitest.mjs', [
    'run',
    '--config',
    'config/vitest.config.ts',
    ...reporters,
    ...args,
  ]);
  return countTests(code, () => readFileSync(reportFile, 'utf8'));
}

/** The tests' clients leave a file `request:code` for each refusal; together they must have met every code. */
async function checkRefusals(): Promise<Counts> {
  // It needs packages, which may be missing until the set-up.
  const { unseenRefusals } = await import('./unseenRefusals.ts');
  const { codes, declared } = unseenRefusals(readdirSync(directory));
  if (declared.length > 0) console.log(`Declared, but provoked by no test's own client: ${declared.join(', ')}`);
  if (codes.length > 0) console.error(`No test was answered with: ${codes.join(', ')}`);
  return codes.length > 0 ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
}

endWithNpm();
const nothingToCount: Counts = { passed: 0, failed: 0 };
await step('set-up', async () => {
  Object.assign(process.env, await setUpForTests());
  return nothingToCount;
});
if (counts.failed === 0) {
  await step('types', () => check('typescript/bin/tsc', ['--noEmit']));
  await step('lint', () => check('@biomejs/biome/bin/biome', ['check', '.']));
  await step('pages', () => buildClient().then(() => nothingToCount));
  const args = process.argv.slice(2);
  process.env.REFUSALS_SEEN_DIR = directory;
  await step('tests', () => runTests(args));
  if (args.length === 0) await step('refusals', checkRefusals);
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed ? 1 : 0;
