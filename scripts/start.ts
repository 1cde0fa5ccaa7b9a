import { join } from 'node:path';
import { buildClient } from './client.ts';
import { endWithNpm } from './endWithNpm.ts';
import { root } from './places.ts';
import { exitWith, Problem } from './problem.ts';
import { provideCertificate } from './provideCertificate.ts';
import { readSettingsFile } from './settingsFile.ts';
import { setUp } from './setup.ts';

/** Longer than the server takes to close its workers and its Redis. */
const closeWithinMs = 10_000;

async function prepare(args: string[]): Promise<void> {
  const unknown = args.find((argument) => argument !== '--https');
  if (unknown)
    throw new Problem(`npm start does not know ${unknown}; it takes --https, and settings as in config/env.example.`);
  readSettingsFile(join(root, '.env'));
  Object.assign(process.env, await setUp());
  await buildClient();
  if (args.includes('--https')) Object.assign(process.env, await provideCertificate());
}

await prepare(process.argv.slice(2)).catch(exitWith);

// Ctrl-C arrives twice, from the terminal and from npm. Without a listener the second would end the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => setTimeout(() => process.exit(1), closeWithinMs).unref());
}
endWithNpm();
await import('../server/main.ts');
