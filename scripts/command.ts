import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './places.ts';

export type Ended = { code: number; output: string };
export type RunOptions = {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  timeoutMs?: number;
  onOutput?: (text: string) => void;
};

/** The shell's exit code for a program that does not exist. */
export const notFound = 127;

/** The full path of a program on the PATH. */
export function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Runs a program without printing anything; resolves with its output and exit code. */
export function runQuietly(program: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { env = process.env, cwd = root, timeoutMs, onOutput } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        onOutput?.(text);
      });
    }
    child.once('error', (error) => resolve({ code: notFound, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a tool from node_modules with this Node and our output; returns its exit code. It ends with this process. */
export function runTool(script: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve) => {
    const preload = ['--import', join(root, 'scripts', 'endWithParent.ts')];
    const child = spawn(process.execPath, [...preload, join(root, 'node_modules', script), ...args], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    child.once('error', () => resolve(notFound));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
