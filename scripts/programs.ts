import { existsSync } from 'node:fs';
import { installPackages, mayInstall } from './apt.ts';
import { findProgram } from './command.ts';
import { findOrMake } from './findOrMake.ts';
import { Problem } from './problem.ts';

type Program = {
  /** Names on the PATH, the usual one first, or full paths. */
  names: string[];
  apt: string[];
  brew: string;
  /** What else to do where this is the only program that is missing. */
  otherwise?: string;
};

const programs = {
  redis: { names: ['redis-server'], apt: ['redis-server'], brew: 'redis', otherwise: 'set REDIS_URL' },
  ffmpeg: { names: ['ffmpeg'], apt: ['ffmpeg'], brew: 'ffmpeg' },
  coturn: { names: ['turnserver'], apt: ['coturn'], brew: 'coturn' },
  openssl: { names: ['openssl'], apt: ['openssl'], brew: 'openssl' },
  chromium: {
    names: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    apt: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
    brew: '--cask chromium',
  },
  firefox: {
    names: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    apt: ['firefox-esr'],
    brew: '--cask firefox',
  },
} satisfies Record<string, Program>;
export type ProgramName = keyof typeof programs;

function find({ names }: Program): string | undefined {
  for (const name of names) {
    const path = name.startsWith('/') ? existsSync(name) && name : findProgram(name);
    if (path) return path;
  }
  return undefined;
}

function missingProblem(wanted: Program[], missing: Program[]): Problem {
  const what = missing.map(({ names }) => names[0]).join(', no ');
  const command =
    process.platform === 'darwin'
      ? missing.map(({ brew }) => `brew install ${brew}`).join(' && ')
      : `sudo apt-get install -y ${missing.flatMap(({ apt }) => apt).join(' ')}`;
  const otherwise = wanted.length === 1 && wanted[0]?.otherwise ? `, or ${wanted[0].otherwise}` : '';
  return new Problem(`This machine has no ${what}: run \`${command}\`${otherwise}, and try again.`);
}

/** Finds programs of the system, or installs them; returns their paths in the same order. */
export function providePrograms(names: ProgramName[]): Promise<string[]> {
  const wanted: Program[] = names.map((name) => programs[name]);
  const missing = () => wanted.filter((program) => !find(program));
  const findAll = () => (missing().length === 0 ? wanted.map((program) => find(program) ?? '') : undefined);
  return findOrMake(findAll, async () => {
    if (mayInstall()) await installPackages(missing().flatMap(({ apt }) => apt));
    const found = findAll();
    if (!found) throw missingProblem(wanted, missing());
    return found;
  });
}
