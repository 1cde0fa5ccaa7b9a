import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './compress.ts';
import { preload } from './preload.ts';
import { promised } from './promised.ts';

const root = fileURLToPath(new URL('../client', import.meta.url));

/** Two chunks that every page loads first; without groups there would be twenty. */
const groups = [
  { name: 'live', test: /client\/(viewing\/session\/openWatching|plainly)\.ts$|vite\/preload-helper/, priority: 2 },
  { name: 'page', test: /client\/page\.tsx$/, priority: 1 },
];

export default defineConfig({
  root,
  plugins: [react(), preload('page', /inter-latin-wght-.*\.woff2$/), compress()],
  // mediasoup-client imports all of its handlers, and what its own tests need.
  resolve: {
    alias: [
      {
        find: /^\.\/(handlers\/(ReactNative106|Safari12|FakeHandler)|test\/fakeParameters)$/,
        replacement: fileURLToPath(new URL('../client/media/leftOut.ts', import.meta.url)),
      },
    ],
  },
  build: {
    outDir: fileURLToPath(new URL('../dist/client', import.meta.url)),
    emptyOutDir: true,
    target: promised,
    sourcemap: false,
    rolldownOptions: {
      output: { codeSplitting: { groups } },
    },
  },
});
