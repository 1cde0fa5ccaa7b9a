import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient } from './client.ts';
import { runTool } from './command.ts';
import { endWithNpm } from './endWithNpm.ts';
import { Problem } from './problem.ts';
import { setUpForTests } from './setup.ts';
import { type Counts, countTests } from './testCounts.ts';

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
  const directory = mkdtempSync(join(tmpdir(), 'polyscope-vitest-'));
  const reportFile = join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const code = await runTool('vitest/vitest.mjs', [
      'run',
      '--config',
      'config/vitest.config.ts',
      ...reporters,
      ...args,
    ]);
    return countTests(code, () => readFileSync(reportFile, 'utf8'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
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
  await step('tests', () => runTests(process.argv.slice(2)));
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed ? 1 : 0;
