/**
 * Counts of vitest's JSON report. Whatever did not pass failed, skipped tests too, and a file
 * that could not even be loaded is one failed test.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function countVitest({ testResults }) {
  const counts = { passed: 0, failed: 0 };
  for (const file of testResults) {
    if (file.assertionResults.length === 0 && file.status !== 'passed') counts.failed++;
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' ? 'passed' : 'failed']++;
    }
  }
  return counts;
}

/**
 * Counts of Playwright's JSON report: skipped tests count as failed, and so does each error outside
 * of a test. A test that held on its second try passed, and is named: a whole desktop of other
 * people's programs, started anew for each test, stumbles now and then.
 * @param {PlaywrightReport} report
 */
export function countPlaywright(report) {
  const { stats, errors = [] } = report;
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + stats.skipped + errors.length,
    secondTries: (report.suites ?? []).flatMap(namesOfFlaky),
  };
}

/** @param {PlaywrightSuite} suite @returns {string[]} */
function namesOfFlaky({ title, specs = [], suites = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...own.map((spec) => `${title}: ${spec.title}`), ...suites.flatMap(namesOfFlaky)];
}

/**
 * @typedef {{ title: string, specs?: { title: string, tests: { status: string }[] }[],
 *   suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>,
 *   errors?: unknown[], suites?: PlaywrightSuite[] }} PlaywrightReport
 */
