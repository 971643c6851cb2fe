import { periodOf } from '../../../src-main/shared/describe-learned.js';
import { isDenial } from '../../../src-main/shared/evidence.js';
import { formatDateTime, formatPercent } from '../../../src-main/shared/format.js';
import type { ListedEvidence } from '../../../src-main/shared/limits.js';
import { formatSaid, rangeOfPercent } from '../../../src-main/shared/range-of-percent.js';
import { formatRoughUsd, formatUsd } from '../../../src-main/shared/usd.js';

/** Who said it: "status line", "status line, corrected, was 82 %". */
export function describeSource(record: ListedEvidence): string {
  const { said, pct, at } = record;
  const teller = tellerOf(record);
  if (!said || (said.pct === pct && said.at === at)) return teller;
  const before = said.pct === pct ? '' : `, was ${formatPercent(said.pct)}`;
  return `${teller}, corrected${before}`;
}

function tellerOf({ kind, source, window, isPartlySeen }: ListedEvidence): string {
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

/** What was seen: "82 %", "more than 80 %", "limit hit at $34.10", "at least $21.00". */
export function describeSeenValue(record: ListedEvidence): string {
  const { kind, since, usd } = record;
  switch (kind) {
    case 'hit':
      return usd === null ? 'limit hit' : `limit hit at ${formatUsd(usd)}`;
    case 'quiet':
      return usd === null ? 'not stopped' : `${formatUsd(usd)} without being stopped`;
    case 'change':
      return isDenial(record) ? 'it did not change' : 'the limit changed';
    case 'reading':
      return since === null
        ? formatSaid(record)
        : `+${formatSaid(record)} since the reading before`;
  }
}

/** The limit that it would mean by itself; use that is not visible here says nothing. */
export function describeMeaning(record: ListedEvidence): string {
  const { kind, means, usd } = record;
  if (means !== null) return `by itself says ${formatRoughUsd(means)}`;
  if (kind === 'quiet' || kind === 'change') return '';
  if (usd === null) return 'use not visible here';
  return rangeOfPercent(record) ? `at ${formatUsd(usd)}` : 'by itself says nothing';
}

/** Why it is greyed; null: it counts. */
export function describeUnused(record: ListedEvidence) {
  const { unused, isIgnored, isOutlier } = record;
  if (isDenial(record)) return null;
  if (isIgnored) return 'Ignored by you.';
  if (isOutlier) return unused ?? 'It disagrees with the rest, so little is learned from it.';
  return unused;
}

/** Names a record among the others: "82 %, 21 Nov 2026, 14:05". */
export const nameRecord = (record: ListedEvidence, timeZone: string) =>
  `${describeSeenValue(record)}, ${formatDateTime(record.at, timeZone)}`;
