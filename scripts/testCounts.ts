export type Counts = { passed: number; failed: number };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** Counts from vitest's exit code and JSON report. A run that crashed, ran no test or had other errors has failed. */
export function countTests(code: number, readReport: () => string): Counts {
  let report: Report;
  try {
    report = JSON.parse(readReport()) as Report;
  } catch {
    return { passed: 0, failed: 1 };
  }
  const { numPassedTests: passed, numFailedTests, testResults } = report;
  const hasFailedTest = (file: Report['testResults'][number]) =>
    file.assertionResults.some(({ status }) => status === 'failed');
  const brokenFiles = testResults.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length;
  const failed = numFailedTests + brokenFiles;
  const isUnsound = code !== 0 || passed === 0;
  return { passed, failed: failed === 0 && isUnsound ? 1 : failed };
}
