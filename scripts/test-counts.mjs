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
 * Counts of Playwright's JSON report: skipped and flaky tests count as failed, and so does each
 * error outside of a test.
 * @param {{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>,
 *   errors?: unknown[] }} report
 */
export function countPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
  };
}
