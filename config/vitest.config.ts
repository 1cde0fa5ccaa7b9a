import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** On a busy machine everything takes longer; the default of a second would fail only because of that. */
const expect = { poll: { timeout: 20_000 } };

/** Their pages keep two cores busy: many pictures, pages visited side by side, or a second browser. */
const busy = [
  'accessible',
  'firefox*',
  'frozenPictures',
  'inSync',
  'manyPerspectives',
  'stayingInSync',
  'syncBadges',
].map((name) => `test/browser/${name}.test.ts`);
const browser = { expect, testTimeout: 90_000, hookTimeout: 90_000 };

/** For two cores. Server tests mostly wait, so three files run together; browser tests do now and then, so two. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          expect,
          testTimeout: 30_000,
          // Modules are evaluated once per worker and not once per file: less than half the time.
          isolate: false,
          include: ['test/unit/**/*.test.ts', 'test/structure/**/*.test.ts'],
        },
      },
      {
        root,
        test: {
          name: 'server',
          sequence: { groupOrder: 1 },
          include: ['test/server/**/*.test.ts'],
          expect,
          maxWorkers: 3,
          // Concurrent tests of one file mostly wait; the default is 5.
          maxConcurrency: 10,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          ...browser,
          name: 'browser',
          sequence: { groupOrder: 2 },
          exclude: busy,
          maxWorkers: 2,
          include: ['test/browser/**/*.test.ts'],
        },
      },
      {
        root,
        test: { ...browser, name: 'browser-busy', sequence: { groupOrder: 3 }, fileParallelism: false, include: busy },
      },
    ],
  },
});
