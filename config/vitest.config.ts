import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** On a busy machine everything takes longer; the default of a second would fail only because of that. */
const expect = { poll: { timeout: 20_000 } };

/** For two cores: browser tests run one at a time; server tests mostly wait, so two files run together. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          expect,
          testTimeout: 30_000,
          include: ['test/unit/**/*.test.ts', 'test/structure/**/*.test.ts'],
        },
      },
      {
        root,
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          expect,
          maxWorkers: 2,
          // Concurrent tests of one file mostly wait; the default is 5.
          maxConcurrency: 10,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          expect,
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
