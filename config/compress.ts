import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const isText = (file: string) => /\.(js|css|svg)$/.test(file);
/** Smaller files fit into one packet uncompressed. */
const leastBytes = 1_200;

/** Writes a .br and a .gz beside each built text file, so that the server has nothing to compress. */
export function compress(): Plugin {
  let directory = '';
  return {
    name: 'compress',
    apply: 'build',
    configResolved({ build, root }) {
      directory = resolve(root, build.outDir, build.assetsDir);
    },
    closeBundle() {
      for (const file of readdirSync(directory).filter(isText)) {
        const content = readFileSync(join(directory, file));
        if (content.length < leastBytes) continue;
        writeFileSync(join(directory, `${file}.br`), brotliCompressSync(content));
        writeFileSync(join(directory, `${file}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}
