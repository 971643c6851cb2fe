import { formatDay } from '../../shared/format.js';
import type { Recovery } from './restore.js';

const inWords = new Intl.ListFormat('en-GB');

/** What a person is told once: what happened to the file, and what becomes of the figures. */
export function describeRecovery(recovery: Recovery) {
  const { kind, backupFrom, salvagedBuckets, salvagedRecords } = recovery;
  if (kind === 'foreign') {
    return {
      title: 'Another program’s file is in the way',
      body: 'It was left alone. Tidemark keeps its history beside it.',
    };
  }
  const kept = [
    backupFrom === null ? null : `the backup of ${formatDay(backupFrom, 'UTC')}`,
    salvagedBuckets === 0 ? null : `${salvagedBuckets} hours and days that were whole`,
    salvagedRecords === 0 ? null : `${salvagedRecords} records of limits and plan use`,
  ].filter((part) => part !== null);
  const restored = kept.length === 0 ? '' : `Restored: ${inWords.format(kept)}. `;
  return {
    title: 'The history was damaged',
    body: `It was set aside, not deleted. ${restored}What is missing of the reports is fetched again.`,
  };
}
