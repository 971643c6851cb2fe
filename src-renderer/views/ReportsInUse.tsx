import { rightWords } from '../../src-main/shared/describe-refusal.js';
import { formatDateTime } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { useWindow } from '../store.js';
import styles from './ReportsInUse.module.css';

/** Which reports the figures are from, where that needs a word. */
export function ReportsInUse() {
  const snapshot = useWindow((state) => state.snapshot);
  const words = snapshot && describeReports(snapshot);
  return (
    <p className={styles.words} role="status">
      {words}
    </p>
  );
}

function describeReports({ sync, timeZone }: Snapshot): string | null {
  const { wanted, used } = sync.pair;
  if (used === 'analytics') {
    return sync.refreshedAt === null
      ? null
      : `Billed by the hour and by key. Anthropic knows until ${formatDateTime(sync.refreshedAt, timeZone)}.`;
  }
  if (wanted === 'legacy') return null;
  const refused = sync.refusals.find(({ feature }) => feature === 'analytics');
  return refused
    ? `Anthropic does not offer analytics for this key now: figures are from the usual reports.${rightWords(refused.failure)} Asked again tomorrow.`
    : 'Analytics are being read; until then figures are from the usual reports.';
}
