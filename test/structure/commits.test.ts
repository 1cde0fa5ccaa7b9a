import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../../scripts/places.ts';

/** The last commit before the rule. */
const since = 'd137e9ee004eeae33636d0f04a16722c5ea521bb';
const maxCharacters = 72;

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
function succeeds(...args: string[]): boolean {
  try {
    git(...args);
    return true;
  } catch {
    return false;
  }
}

/** `Add`, not `add`, `Added` or `Adding`, then more words, without a full stop. */
const isImperative = (subject: string) =>
  /^(?!(?!Bring|Embed|Need|Seed|Speed|Feed)[A-Z][a-z]+(ed|ing) )[A-Z][a-z]+ .*[^.]$/.test(subject);

// An archive has no history, and a shallow clone only the newest commits.
test.runIf(succeeds('rev-parse', 'HEAD'))('subjects of commits are short and imperative', () => {
  const range = succeeds('cat-file', '-e', since) ? `${since}..HEAD` : 'HEAD';
  const subjects = git('log', '--format=%s', range).split('\n').filter(Boolean);
  expect(subjects.filter((each) => each.length > maxCharacters || !isImperative(each))).toEqual([]);
});
