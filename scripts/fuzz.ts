import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithNpm } from './endWithNpm.ts';
import { root } from './places.ts';
import { exitWith } from './problem.ts';
import { setUp } from './setup.ts';

endWithNpm();
/** `npm run fuzz -- COUNT SEED`; both are optional. */
await setUp()
  .then((environment) => Object.assign(process.env, environment))
  .catch(exitWith);
await import(pathToFileURL(join(root, 'test', 'fuzz', 'main.ts')).href);
