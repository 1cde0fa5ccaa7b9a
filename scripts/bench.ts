import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildClient } from './client.ts';
import { endWithNpm } from './endWithNpm.ts';
import { root } from './places.ts';
import { exitWith, Problem } from './problem.ts';
import { setUpForTests } from './setup.ts';

const directory = join(root, 'test', 'load');

async function prepare(name: string | undefined): Promise<string> {
  const files = existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith('.ts')) : [];
  if (!name || !files.includes(`${name}.ts`)) {
    const names = files.map((file) => file.slice(0, -'.ts'.length)).join(', ') || 'none yet';
    throw new Problem(`Say which measurement: npm run bench -- NAME, where NAME is one of: ${names}.`);
  }
  Object.assign(process.env, await setUpForTests());
  await buildClient();
  return join(directory, `${name}.ts`);
}

endWithNpm();
const file = await prepare(process.argv[2]).catch(exitWith);
await import(pathToFileURL(file).href);
