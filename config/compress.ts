import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const isText = (file: string) => /\.(js|css|svg)$/.test(file);
/** Smaller files fit into one packet uncompressed. */
const leastBytes = 1_200;

/** Writes a .br and a .gz beside each built text file, so that the server has nothing to compress. */
export function compress(): Plugin {
  let directories: string[] = [];
  return {
    name: 'compress',
    apply: 'build',
    configResolved({ build, root }) {
      const built = resolve(root, build.outDir);
      directories = [built, join(built, build.assetsDir)];
    },
    closeBundle() {
      const files = directories.flatMap((directory) => readdirSync(directory).map((file) => join(directory, file)));
      for (const file of files.filter(isText)) {
        const content = readFileSync(file);
        if (content.length < leastBytes) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
