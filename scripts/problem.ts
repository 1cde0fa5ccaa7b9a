/** What stands in the way and what to do about it, in a sentence for whoever ran the script. */
export class Problem extends Error {}

/** Ends the process: a problem is told in its sentence, a defect with its trace. */
export function exitWith(error: unknown): never {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}
