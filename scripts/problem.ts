/** What is wrong and what to do about it, in a sentence for the person who runs the script. */
export class Problem extends Error {}

/** Ends the process. A problem is printed as its sentence, a defect with its stack. */
export function exitWith(error: unknown): never {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}
