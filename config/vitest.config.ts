import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is waited for comes when a busy machine lets it; the default of a second would fail for that alone. */
const expect = { poll: { timeout: 20_000 } };

/** Real parts share two cores: browsers have both for themselves; tests of the server mostly wait, so two files do together. */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: 'unit', expect, include: ['test/unit/**/*.test.ts', 'test/structure/**/*.test.ts'] } },
      {
        root,
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          expect,
          maxWorkers: 2,
          // What only waits may wait together; the default is 5.
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
