import { isDenial } from '../shared/evidence.js';
import {
  formatCount,
  formatDay,
  formatMoney,
  formatParts,
  formatPercent,
} from '../shared/format.js';
import type {
  Limits,
  ListedEvidence,
  PublishedChange,
  RateLimitLoad,
  SpendLimitNow,
} from '../shared/limits.js';
import { formatSaid } from '../shared/range-of-percent.js';
import type { Instant } from '../shared/units.js';
import { formatRoughUsd } from '../shared/usd.js';
import { plain } from './plain.js';
import { windowName, windowWords } from './window-words.js';

const NAME_WIDTH = 16;
/** The newest; `--json` has all. */
const MOST_RECORDS = 8;
const MOST_CHANGES = 5;

/** What is known of every limit, and why, in a page for a terminal. */
export function limitsText(limits: Limits, now: Instant, timeZone: string): string {
  const parts = [
    limits.windows.flatMap((known) =>
      windowLines(windowName(known), windowWords(known, now, timeZone)),
    ),
    evidenceLines(limits.evidence, timeZone),
    rateLines(limits.rates, timeZone),
    limits.spends.map(spendLine),
    changeLines(limits.changes, timeZone),
  ].filter((lines) => lines.length > 0);
  if (parts.length === 0) return 'No limits are known yet. A sync reads the published ones.';
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

export const windowLines = (name: string, [first = '', ...others]: readonly string[]) => [
  `${name.padEnd(NAME_WIDTH)} ${first}`,
  ...others.map((line) => `${' '.repeat(NAME_WIDTH)} ${line}`),
];

function evidenceLines(records: readonly ListedEvidence[], timeZone: string): string[] {
  if (records.length === 0) return [];
  const quiet = records.filter(({ kind }) => kind === 'quiet').length;
  const told = records.filter(({ kind }) => kind !== 'quiet');
  const rest = [
    ...(told.length > MOST_RECORDS ? [`${told.length - MOST_RECORDS} older`] : []),
    ...(quiet > 0 ? [`${quiet} quiet window${quiet === 1 ? '' : 's'}`] : []),
  ];
  return [
    ...told.slice(0, MOST_RECORDS).map((record) => evidenceLine(record, timeZone)),
    ...(rest.length === 0 ? [] : [`and ${rest.join(', ')}`]),
  ];
}

function evidenceLine(record: ListedEvidence, timeZone: string): string {
  const { kind, since, usd, means, source, unused } = record;
  const said = {
    hit: 'limit hit',
    reading: `${since === null ? '' : '+'}${formatSaid(record)}`,
    change: isDenial(record) ? 'not changed' : 'changed',
    quiet: 'quiet',
  }[kind];
  const worth = usd === null ? '' : ` at ${formatRoughUsd(usd)}`;
  const alone = means === null || kind === 'hit' ? '' : `, alone ${formatRoughUsd(means)}`;
  const note = unused === null ? '' : `  (${unused})`;
  return `${formatDay(record.at, timeZone).padEnd(7)} ${windowName(record).padEnd(NAME_WIDTH)} ${said}${worth}${alone}, ${source}${note}`;
}

function rateLines(rates: readonly RateLimitLoad[], timeZone: string): string[] {
  return rates.map(({ group, workspaceId, workspaceName, limiter, value, since, week }) => {
    const whose = workspaceId === null ? '' : ` (${plain(workspaceName ?? workspaceId)})`;
    const cap = value === null ? 'no cap' : formatCount(value);
    const peak = week
      ? `  busiest minute ${formatCount(week.value)}${week.percent === null ? '' : ` (${formatPercent(week.percent)})`} on ${formatDay(week.at, timeZone)}`
      : '';
    return `${plain(group)}${whose}  ${limiterName(limiter)}  ${cap}  since ${day(since)}${peak}`;
  });
}

function spendLine({ scope, workspaceName, period, microcents, currency, since }: SpendLimitNow) {
  const whose = workspaceName === null ? '' : ` (${plain(workspaceName)})`;
  return `${limiterName(scope)}${whose}  spend limit ${limiterName(period)}  ${money(microcents, currency)}  since ${day(since)}`;
}

function changeLines(changes: readonly PublishedChange[], timeZone: string): string[] {
  return changes.slice(0, MOST_CHANGES).map((change) => {
    const { kind, group, workspaceName, limiter, before, after, isNew, isGone } = change;
    const show = (value: number | null) =>
      value === null ? 'no cap' : kind === 'spend' ? formatMoney(value) : formatCount(value);
    const whose = workspaceName === null ? '' : ` (${plain(workspaceName)})`;
    const said = isNew
      ? `first seen with ${show(after)}`
      : isGone
        ? `gone, was ${show(before)}`
        : `${show(before)} -> ${show(after)}`;
    return `${formatDay(change.at, timeZone).padEnd(7)} ${plain(group)}${whose}  ${limiterName(limiter)}  ${said}`;
  });
}

const limiterName = (name: string) => plain(name).replaceAll('_', ' ');
const day = (at: Instant) => new Date(at).toISOString().slice(0, 10);

function money(value: number | null, currency: string | null): string {
  if (value === null) return 'no cap';
  return currency === null ? formatMoney(value) : `${formatParts(value)} ${plain(currency)}`;
}
