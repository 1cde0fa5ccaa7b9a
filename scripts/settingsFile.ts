import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Problem } from './problem.ts';

/** Adds the settings in `.env` to the environment, which takes precedence. Accepts files from Windows (BOM, CRLF). */
export function readSettingsFile(file: string, environment: NodeJS.ProcessEnv = process.env): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new Problem(`${file} cannot be read (${code}): make it a file that this user may read, or remove it.`);
  }
  for (const [name, value] of Object.entries(parseEnv(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))))
    environment[name] ??= value;
}
