import type { Tidemark } from '../../src-main/core/tidemark.js';
import type { Grouping, HistoryRow } from '../../src-main/shared/history.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../src-main/shared/units.js';
import { billLineKey } from './organization-api.js';
import { type Bill, billLines } from './true-bill.js';

/** What of a billed day does not agree with its bill; nothing when all does. */
export interface ClosedDayCheck {
  readonly seed: number;
  readonly day: Instant;
  readonly wrong: readonly string[];
  /** Percent of its money that stands at another hour, or key, than the one that spent it. */
  readonly misplaced: { readonly hour: number; readonly key: number };
}

/** Each billed day of the span on every path, to the microcent. */
export function checkClosedDays(
  app: Tidemark,
  seed: number,
  bill: Bill,
  span: Span,
): ClosedDayCheck[] {
  const read = (grain: 'hour' | 'day', by: Grouping) => {
    const told = app.readHistory({ ...span, grain, by });
    if (!told.ok) throw new Error(told.failure.kind);
    return told.value.rows;
  };
  const days = read('day', 'none');
  const paths = {
    'hours of the day': read('hour', 'none'),
    models: read('day', 'model'),
    'models of the hours': read('hour', 'model'),
    workspaces: read('day', 'workspace'),
    'workspaces of the hours': read('hour', 'workspace'),
    'keys and what has none': read('day', 'api_key'),
    'keys of the hours': read('hour', 'api_key'),
    tiers: read('day', 'service_tier'),
    'kinds of token': read('day', 'token_kind'),
  };
  const costs = app.readCosts(span);
  if (!costs.ok) throw new Error(costs.failure.kind);
  const checks: ClosedDayCheck[] = [];
  let billed = 0;
  for (let day = span.from; day < span.to; day += DAY_MS) {
    const lines = [...billLines(bill.dayCharges(day), billLineKey).values()];
    const truth = sum(lines.map(({ microcents }) => microcents));
    billed += truth;
    const ofDay = (rows: readonly HistoryRow[]) =>
      rows.filter(({ start }) => start >= day && start < day + DAY_MS);
    const wrong: string[] = [];
    const [shown] = ofDay(days);
    if ((shown?.costMicrocents ?? 0) !== truth) wrong.push('day');
    if (truth !== 0 && shown?.basis !== 'reported') wrong.push(`basis ${shown?.basis}`);
    const reconciled = costs.value.days.find((one) => one.day === day);
    if (reconciled?.cost !== truth || reconciled.reported !== truth) wrong.push('reconciliation');
    for (const [name, rows] of Object.entries(paths)) {
      if (costOf(ofDay(rows)) !== truth) wrong.push(name);
    }
    for (const [name, told, of] of [
      ['a model', paths.models, 'model'],
      ['a model by the hour', paths['models of the hours'], 'model'],
      ['a workspace', paths.workspaces, 'workspaceId'],
      ['a workspace by the hour', paths['workspaces of the hours'], 'workspaceId'],
    ] as const) {
      const shownBy = sumBy(
        ofDay(told),
        (row) => row.group.id,
        (row) => row.costMicrocents ?? 0,
      );
      const billedBy = sumBy(
        lines,
        (line) => line.sample[of],
        (line) => line.microcents,
      );
      const ids = new Set([...shownBy.keys(), ...billedBy.keys()]);
      if ([...ids].some((id) => (shownBy.get(id) ?? 0) !== (billedBy.get(id) ?? 0)))
        wrong.push(name);
    }
    const hours = Array.from({ length: DAY_MS / HOUR_MS }, (_, index) => day + index * HOUR_MS);
    const shownHours = sumBy(
      ofDay(paths['hours of the day']),
      (row) => String(row.start),
      (row) => row.costMicrocents ?? 0,
    );
    const trueHours = new Map(
      hours.map((hour) => [String(hour), bill.billedBetween(hour, hour + HOUR_MS)]),
    );
    const shownKeys = sumBy(
      ofDay(paths['keys and what has none']),
      (row) => row.group.id,
      (row) => row.costMicrocents ?? 0,
    );
    const trueKeys = sumBy(
      [...billLines(bill.dayCharges(day), (charge) => `${charge.apiKeyId}`).values()],
      (line) => line.sample.apiKeyId,
      (line) => line.microcents,
    );
    const misplaced = {
      hour: percentApart(shownHours, trueHours),
      key: percentApart(shownKeys, trueKeys),
    };
    checks.push({ seed, day, wrong, misplaced });
  }
  const wrong = Object.entries(costs.value.groups).flatMap(([name, groups]) =>
    sum(groups.map(({ microcents }) => microcents ?? 0)) === billed ? [] : [`costs by ${name}`],
  );
  return checks.map((check) => ({ ...check, wrong: [...check.wrong, ...wrong] }));
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const costOf = (rows: readonly HistoryRow[]) => sum(rows.map((row) => row.costMicrocents ?? 0));

function sumBy<T>(
  items: readonly T[],
  idOf: (item: T) => string | null,
  amountOf: (item: T) => number,
): Sums {
  const sums = new Map<string | null, number>();
  for (const item of items) sums.set(idOf(item), (sums.get(idOf(item)) ?? 0) + amountOf(item));
  return sums;
}

type Sums = ReadonlyMap<string | null, number>;

/** Half of all differences: what stands at one id too much is missing at another. */
function percentApart(a: Sums, b: Sums): number {
  const total = sum([...b.values()]);
  if (total === 0) return 0;
  const ids = [...new Set([...a.keys(), ...b.keys()])];
  const apart = sum(ids.map((id) => Math.abs((a.get(id) ?? 0) - (b.get(id) ?? 0))));
  return (apart / 2 / total) * 100;
}
