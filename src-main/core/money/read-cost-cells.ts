import {
  ceilDay,
  ceilHour,
  DAY_MS,
  estimated,
  floorDay,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';
import { groupBy } from '../group-by.js';
import type { HeldGrain, ShareUse } from '../history-rows.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { addTokens, isUnused } from '../usage/token-sums.js';
import type { CostCell, CostLine, CostShare } from './cost-cell.js';
import { estimateLines } from './estimate-lines.js';
import { isBilled } from './is-billed.js';
import type { Scale } from './learn-scale.js';
import { readScale } from './read-scale.js';
import { type HourUse, splitOverHours } from './split-over-hours.js';
import { splitOverKeys } from './split-over-keys.js';
import { weighUse } from './weigh-use.js';

interface CellQuery {
  readonly history: UsageHistory;
  readonly prices: PriceTable;
  /** Whole UTC days. */
  readonly days: Span;
  readonly grain: HeldGrain;
  readonly scale: Scale;
  readonly now: Instant;
}

/** A stretch of time whose money is told, or estimated, as one. */
interface Stretch extends Span {
  readonly lines: readonly CostLine[];
  readonly isBilled: boolean;
}

/**
 * All money of a span of whole hours (or, by the day, of whole UTC days) in its smallest pieces. A
 * billed day is its bill, split over keys and hours; hours without a bill are estimated.
 * Whichever way the cells are summed up, they add up to the same.
 */
export function readCostCells(
  history: UsageHistory,
  prices: PriceTable,
  span: Span,
  grain: HeldGrain,
  now: Instant,
): readonly CostCell[] {
  const days = { from: floorDay(span.from), to: ceilDay(span.to) };
  const query = { history, prices, days, grain, scale: readScale(history, now), now };
  const cells = history.pair === 'analytics' ? readHourlyBill(query) : readDailyBill(query);
  return grain === 'day'
    ? cells
    : cells.filter(({ start }) => start >= span.from && start < span.to);
}

function readDailyBill(query: CellQuery): CostCell[] {
  const { history, prices, days, grain, now } = query;
  const billed = new Map<number, CostLine[]>();
  for (const report of history.readDayReports(days)) {
    if (report.reported !== null && isBilled(report, now)) billed.set(report.start, []);
  }
  // Tens of thousands of lines a year: copies of objects would cost more than all the arithmetic.
  for (const { start, workspaceId, model, serviceTier, kind, amount } of history.readBillLines(
    days,
  )) {
    billed.get(start)?.push({ workspaceId, model, serviceTier, kind, microcents: amount });
  }
  const shares = groupBy(history.sumShareUse(days, grain), ({ start }) => floorDay(start));
  const isOpen = (hour: Instant) => !billed.has(floorDay(hour));
  const cells = estimateOpenHours(query, isOpen);
  for (const [from, lines] of billed) {
    const stretch: Stretch = { from, to: from + DAY_MS, lines, isBilled: true };
    cells.push(...splitStretch(stretch, shares.get(floorDay(from)) ?? [], prices, grain));
  }
  return cells;
}

/** The analytics pair tells the bill by the hour and the key; only the hours since are split. */
function readHourlyBill(query: CellQuery): CostCell[] {
  const { history, days, grain } = query;
  const cells: CostCell[] = history
    .sumHourBill(days, grain)
    .map((line) => cellOf({ ...line, microcents: line.amount }, line.start, 'reported'));
  const knownUntil = new Map<number, Instant>(
    history.readDayReports(days).map(({ start, fetchedAt }) => [start, fetchedAt]),
  );
  const isOpen = (hour: Instant) => hour + HOUR_MS > (knownUntil.get(floorDay(hour)) ?? 0);
  return [...cells, ...estimateOpenHours(query, isOpen)];
}

/** Each hour without a bill by itself: what it was used for does not move money between hours. */
function estimateOpenHours(
  { history, prices, days, grain, scale, now }: CellQuery,
  isOpen: (hour: Instant) => boolean,
): CostCell[] {
  const open = openPart({ from: days.from, to: Math.min(days.to, ceilHour(now + 1)) }, isOpen);
  if (!open) return [];
  const { hours: held } = history.readCoverage();
  const shares = groupBy(history.sumShareUse(open, 'hour'), ({ start }) => start);
  const priced = groupBy(history.sumPricedUse(open, 'hour'), ({ start }) => start);
  // On a day without any use nothing is expected: an empty bill of it is a bill of nothing.
  const usedDays = new Set(
    [...priced.values()]
      .flat()
      .flatMap(({ start, tokens }) => (isUnused(tokens) ? [] : [floorDay(start)])),
  );
  const cells: CostCell[] = [];
  for (let from = open.from; from < open.to; from += HOUR_MS) {
    if (!isOpen(from) || !held.has(from) || !usedDays.has(floorDay(from))) continue;
    const daysPassed = Math.max(0, Math.min(from + HOUR_MS, now) - from) / DAY_MS;
    const lines = estimateLines(priced.get(from) ?? [], scale, daysPassed);
    const stretch: Stretch = { from, to: from + HOUR_MS, lines, isBilled: false };
    for (const cell of splitStretch(stretch, shares.get(from) ?? [], prices, 'day')) {
      cells.push(grain === 'hour' ? cell : cellOf(cell, floorDay(from), cell.basis));
    }
  }
  return cells;
}

/** From the first to the last hour that has no bill yet. */
function openPart({ from, to }: Span, isOpen: (hour: Instant) => boolean): Span | null {
  let [first, last] = [to, from];
  for (let hour = from; hour < to; hour += HOUR_MS) {
    if (!isOpen(hour)) continue;
    first = Math.min(first, hour);
    last = hour + HOUR_MS;
  }
  return first < last ? { from: first, to: last } : null;
}

function splitStretch(
  { from, to, lines, isBilled }: Stretch,
  uses: readonly ShareUse[],
  prices: PriceTable,
  grain: HeldGrain,
): CostCell[] {
  if (lines.length === 0) return [];
  const weigh = (use: ShareUse): HourUse => ({
    start: use.start,
    workspaceId: use.workspaceId,
    apiKeyId: use.apiKeyId,
    model: use.model,
    serviceTier: use.serviceTier,
    weights: weighUse(prices, use),
  });
  const shares = splitOverKeys(lines, sumUses(uses, from).map(weigh));
  if (grain === 'day') {
    const basis = isBilled ? 'reported' : 'estimated';
    return shares.map((share) => cellOf(share, from, basis));
  }
  const hours = Array.from({ length: (to - from) / HOUR_MS }, (_, index) => from + index * HOUR_MS);
  const basis = isBilled ? 'allocated' : 'estimated';
  return splitOverHours(shares, uses.map(weigh), hours).map((share) =>
    cellOf(share, share.start, basis),
  );
}

const cellOf = (share: CostShare, start: Instant, basis: CostCell['basis']): CostCell => ({
  start,
  workspaceId: share.workspaceId,
  apiKeyId: share.apiKeyId,
  model: share.model,
  serviceTier: share.serviceTier,
  kind: share.kind,
  microcents: share.microcents,
  basis,
});

/** Over the hours of the stretch, always in the same order: a split must not depend on the grain. */
function sumUses(uses: readonly ShareUse[], start: Instant): readonly ShareUse[] {
  const sums = new Map<string, ShareUse>();
  for (const use of uses) {
    const { workspaceId, apiKeyId, model, serviceTier, speed, cost } = use;
    const key = [workspaceId, apiKeyId, model, serviceTier, speed, cost === null].join('\n');
    const known = sums.get(key);
    sums.set(key, {
      ...use,
      start,
      tokens: known ? addTokens(known.tokens, use.tokens) : use.tokens,
      cost: cost === null ? null : estimated(cost + (known?.cost ?? 0)),
    });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}
