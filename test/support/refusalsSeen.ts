import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Set by a whole run of the tests, which compares what was seen with the table: a directory, with a file for each code. */
const directory = process.env.REFUSALS_SEEN_DIR;
const seen = new Set<string>();

/** Notes that a server answered with this refusal. */
export function noteRefusal(code: string | undefined): void {
  if (!directory || !code || seen.has(code)) return;
  seen.add(code);
  writeFileSync(join(directory, code), '');
}
