import { expect, test } from 'vitest';
import { isInstalled } from '../../scripts/packages.ts';

const wanted = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/binary-linux': { version: '2.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/binary-darwin': { version: '2.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
  },
};
const a = { version: '1.0.0' };
const binary = { version: '2.0.0' };

test.each([
  ['complete for this system', { 'node_modules/a': a, 'node_modules/binary-linux': binary }, true],
  ['without a package', { 'node_modules/binary-linux': binary }, false],
  ['with another version', { 'node_modules/a': { version: '1.0.1' }, 'node_modules/binary-linux': binary }, false],
  ['with an old version of what is optional', { 'node_modules/a': a, 'node_modules/binary-linux': a }, false],
  ['with a package too many', { 'node_modules/a': a, 'node_modules/b': a }, false],
])('packages that are %s', (_, packages, expected) => {
  expect(isInstalled(wanted, { packages })).toBe(expected);
});
