import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A directory with an empty file for each code, which a run of all tests compares with the table of refusals. */
const directory = process.env.REFUSALS_SEEN_DIR;
const seen = new Set<string>();

/** Records that a server answered with this refusal. */
export function noteRefusal(code: string | undefined): void {
  if (!directory || !code || seen.has(code)) return;
  seen.add(code);
  writeFileSync(join(directory, code), '');
}
