import { expect, test } from 'vitest';
import { countTests } from '../../scripts/testCounts.ts';

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const brokenFile = { status: 'failed', assertionResults: [] };
const report = (numPassedTests: number, numFailedTests: number, testResults: object[]) => () =>
  JSON.stringify({ numPassedTests, numFailedTests, testResults });
const absent = () => {
  throw new Error('no such file');
};

test.each([
  ['all passed', 0, report(2, 0, [passedFile]), { passed: 2, failed: 0 }],
  ['a test failed', 1, report(3, 1, [passedFile, failedFile]), { passed: 3, failed: 1 }],
  ['a file does not load', 1, report(2, 0, [passedFile, brokenFile]), { passed: 2, failed: 1 }],
  ['an error outside of the tests', 1, report(2, 0, [passedFile]), { passed: 2, failed: 1 }],
  ['no tests', 0, report(0, 0, []), { passed: 0, failed: 1 }],
  ['a crash before the report', 134, absent, { passed: 0, failed: 1 }],
])('counts when there is: %s', (_, code, readReport, expected) => {
  expect(countTests(code, readReport)).toEqual(expected);
});
