import { periodOf } from '../../../src-main/shared/describe-learned.js';
import { DASH, formatDateTime, formatPercent } from '../../../src-main/shared/format.js';
import type { ListedEvidence } from '../../../src-main/shared/limits.js';
import { formatRoughUsd, formatUsd } from '../../../src-main/shared/usd.js';

/** Who said it. */
export function describeSource({ kind, source, window, isPartlySeen }: ListedEvidence): string {
  if (kind === 'change') return 'you';
  switch (source) {
    case 'record':
      return 'limit record';
    case 'text':
      return 'limit banner';
    case 'manual':
      return 'you';
    case 'statusline':
      return 'status line';
    case 'entry':
      return 'typed';
    case 'window':
      return `quiet ${periodOf(window)}${isPartlySeen ? ', seen in part' : ''}`;
  }
}

/** What was seen: "82 %", "limit hit at $34.10", "at least $21.00". */
export function describeSeenValue(record: ListedEvidence): string {
  const { kind, pct, since, usd, isIgnored } = record;
  switch (kind) {
    case 'hit':
      return usd === null ? 'limit hit' : `limit hit at ${formatUsd(usd)}`;
    case 'quiet':
      return usd === null ? 'not stopped' : `${formatUsd(usd)} without being stopped`;
    case 'change':
      return isIgnored ? 'it did not change' : 'the limit changed';
    case 'reading':
      return since === null
        ? formatPercent(pct)
        : `+${formatPercent(pct)} since the reading before`;
  }
}

/** The limit that it alone would mean; use that is not visible here says nothing. */
export function describeMeaning({ kind, means, usd }: ListedEvidence): string {
  if (means !== null) return `alone: ${formatRoughUsd(means)}`;
  if (kind === 'quiet' || kind === 'change') return '';
  return usd === null ? 'use not visible here' : `alone: ${DASH}`;
}

/** Why it is greyed; null: it counts. */
export function describeUnused({ unused, isIgnored, isOutlier, kind }: ListedEvidence) {
  if (isIgnored) return kind === 'change' ? null : 'Ignored by you.';
  if (isOutlier) return unused ?? 'It disagrees with the rest, so little is learned from it.';
  return unused;
}

/** Names a record among the others: "82 %, 21 Nov 2026, 14:05". */
export const nameRecord = (record: ListedEvidence, timeZone: string) =>
  `${describeSeenValue(record)}, ${formatDateTime(record.at, timeZone)}`;
