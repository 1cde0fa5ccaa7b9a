import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildClient } from './client.ts';
import { endWithNpm } from './endWithNpm.ts';
import { root } from './places.ts';
import { exitWith } from './problem.ts';
import { setUpForTests } from './setup.ts';

endWithNpm();
/** `npm run chaos -- --seed N`; the seed is random by default. */
await setUpForTests()
  .then(async (environment) => {
    Object.assign(process.env, environment);
    await buildClient();
  })
  .catch(exitWith);
await import(pathToFileURL(join(root, 'test', 'chaos', 'main.ts')).href);
