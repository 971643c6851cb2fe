import { isDenial } from '../shared/evidence.js';
import {
  formatCount,
  formatDay,
  formatMoney,
  formatPercent,
  formatUtcDay,
} from '../shared/format.js';
import type {
  Limits,
  ListedEvidence,
  PublishedChange,
  RateLimitLoad,
  SpendLimitNow,
  WindowLimit,
} from '../shared/limits.js';
import { type NamedWindow, nameWindowOf } from '../shared/name-window.js';
import { plainName } from '../shared/plain-name.js';
import { formatSpend, nameLimiter, namePeriod, nameScope } from '../shared/published-words.js';
import { formatSaid } from '../shared/range-of-percent.js';
import type { Instant } from '../shared/units.js';
import { formatRoughUsd } from '../shared/usd.js';
import { windowWords } from './window-words.js';

/** Longer names push their line aside. */
const WIDEST_NAME = '5-hour window, Claude plan'.length;
/** The newest; `--json` has all. */
const MOST_RECORDS = 8;
const MOST_CHANGES = 5;

/** What is known of every limit, and why, in a page for a terminal. */
export function limitsText(limits: Limits, now: Instant, timeZone: string): string {
  const parts = [
    windowLines(limits.windows, now, timeZone),
    evidenceLines(limits.evidence, timeZone),
    rateLines(limits.rates, timeZone),
    limits.spends.map(spendLine),
    changeLines(limits.changes, timeZone),
  ].filter((lines) => lines.length > 0);
  if (parts.length === 0) return 'No limits are known yet. A sync reads the published ones.';
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/** What is known of each limit, its name before it. */
export function windowLines(windows: readonly WindowLimit[], now: Instant, timeZone: string) {
  const width = nameWidth(windows);
  return windows.flatMap((known) =>
    windowWords(known, now, timeZone).map(
      (words, index) => `${(index === 0 ? nameWindowOf(known) : '').padEnd(width)} ${words}`,
    ),
  );
}

const nameWidth = (windows: readonly NamedWindow[]) =>
  Math.min(WIDEST_NAME, Math.max(...windows.map((one) => nameWindowOf(one).length)));

function evidenceLines(records: readonly ListedEvidence[], timeZone: string): string[] {
  if (records.length === 0) return [];
  const quiet = records.filter(({ kind }) => kind === 'quiet').length;
  const told = records.filter(({ kind }) => kind !== 'quiet');
  const rest = [
    ...(told.length > MOST_RECORDS ? [`${told.length - MOST_RECORDS} older`] : []),
    ...(quiet > 0 ? [`${quiet} quiet window${quiet === 1 ? '' : 's'}`] : []),
  ];
  const shown = told.slice(0, MOST_RECORDS);
  const width = nameWidth(shown);
  return [
    ...shown.map((record) => evidenceLine(record, width, timeZone)),
    ...(rest.length === 0 ? [] : [`and ${rest.join(', ')}`]),
  ];
}

function evidenceLine(record: ListedEvidence, width: number, timeZone: string): string {
  const { kind, since, usd, means, source, unused } = record;
  const said = {
    hit: 'limit hit',
    reading: `${since === null ? '' : '+'}${formatSaid(record)}`,
    change: isDenial(record) ? 'not changed' : 'changed',
    quiet: 'quiet',
  }[kind];
  const worth = usd === null ? '' : ` at ${formatRoughUsd(usd)}`;
  const meaning =
    means === null || kind === 'hit' ? '' : `, by itself says ${formatRoughUsd(means)}`;
  const note = unused === null ? '' : `  (${unused})`;
  return `${formatDay(record.at, timeZone).padEnd(7)} ${nameWindowOf(record).padEnd(width)} ${said}${worth}${meaning}, ${source}${note}`;
}

function rateLines(rates: readonly RateLimitLoad[], timeZone: string): string[] {
  return rates.map(({ group, workspaceId, workspaceName, limiter, value, since, week }) => {
    const whose = workspaceId === null ? '' : ` (${plainName(workspaceName ?? workspaceId)})`;
    const cap = value === null ? 'no cap' : formatCount(value);
    const peak = week
      ? `  busiest minute ${formatCount(week.value)}${week.percent === null ? '' : ` (${formatPercent(week.percent)})`} on ${formatDay(week.at, timeZone)}`
      : '';
    return `${plainName(group)}${whose}  ${nameLimiter(limiter)}  ${cap}  since ${formatUtcDay(since)}${peak}`;
  });
}

function spendLine({ scope, workspaceName, period, microcents, currency, since }: SpendLimitNow) {
  const whose = workspaceName === null ? '' : ` (${plainName(workspaceName)})`;
  const each = microcents === null ? '' : ` ${namePeriod(period, plainName)}`;
  return `${nameScope(scope, plainName)}${whose}  spend limit  ${formatSpend(microcents, currency)}${each}  since ${formatUtcDay(since)}`;
}

function changeLines(changes: readonly PublishedChange[], timeZone: string): string[] {
  return changes.slice(0, MOST_CHANGES).map((change) => {
    const { kind, group, workspaceName, limiter, before, after, isNew, isGone } = change;
    const show = (value: number | null) =>
      value === null ? 'no cap' : kind === 'spend' ? formatMoney(value) : formatCount(value);
    const whose = workspaceName === null ? '' : ` (${plainName(workspaceName)})`;
    const said = isNew
      ? `first seen with ${show(after)}`
      : isGone
        ? `gone, was ${show(before)}`
        : `${show(before)} -> ${show(after)}`;
    const what =
      kind === 'spend'
        ? `spend limit${whose}`
        : `${plainName(group)}${whose}  ${nameLimiter(limiter)}`;
    return `${formatDay(change.at, timeZone).padEnd(7)} ${what}  ${said}`;
  });
}
