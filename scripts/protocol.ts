import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.ts';
import { fillIn } from './protocol/fillIn.ts';

const file = join(root, 'docs', 'protocol.md');
writeFileSync(file, await fillIn(readFileSync(file, 'utf8')));
