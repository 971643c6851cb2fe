import { DAY_MS, floorDay, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { DayReport } from '../history-rows.js';
import type { UsageHistory } from '../ports.js';
import { isBilled } from './is-billed.js';

/** Reads what a run of billed UTC days comes to; days that it leaves out have nothing. */
type ReadDays<Value> = (run: Span) => ReadonlyMap<number, Value>;

export type RememberedDays<Value> = (
  history: UsageHistory,
  days: readonly DayReport[],
  now: Instant,
  read: ReadDays<Value>,
) => ReadonlyMap<number, Value>;

interface Remembered<Value> {
  readonly mark: string;
  readonly value: Value | undefined;
}

/** Splitting a bill is work, and a billed day stays as it is: it is split anew when fetched anew. */
export function rememberDays<Value>(): RememberedDays<Value> {
  const known = new WeakMap<UsageHistory, Map<number, Remembered<Value>>>();
  return (history, days, now, read) => {
    const kept = known.get(history) ?? new Map<number, Remembered<Value>>();
    known.set(history, kept);
    const { hours } = history.readCoverage();
    const prices = history.readPriceMark() ?? '';
    const marks = new Map<number, string>();
    for (const day of days) {
      if (day.reported !== null && isBilled(day, now))
        marks.set(day.start, markOf(day, hours, prices));
    }
    const news = [...marks].flatMap(([day, mark]) => (kept.get(day)?.mark === mark ? [] : [day]));
    for (const run of runsOf(news)) {
      const values = read(run);
      for (let day: number = run.from; day < run.to; day += DAY_MS) {
        kept.set(day, { mark: marks.get(day) ?? '', value: values.get(day) });
      }
    }
    const values = new Map<number, Value>();
    for (const day of marks.keys()) {
      const value = kept.get(day)?.value;
      if (value !== undefined) values.set(day, value);
    }
    return values;
  };
}

function markOf(
  { start, fetchedAt }: DayReport,
  hours: ReadonlyMap<number, Instant>,
  prices: string,
): string {
  let [held, newest] = [0, 0];
  for (let hour: number = start; hour < start + DAY_MS; hour += HOUR_MS) {
    const at = hours.get(hour);
    if (at === undefined) continue;
    held += 1;
    newest = Math.max(newest, at);
  }
  return `${fetchedAt} ${held} ${newest} ${prices}`;
}

/** Days that follow each other, read at once. */
export function runsOf(days: readonly Instant[]): Span[] {
  const runs: Span[] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && day <= last.to)
      runs[runs.length - 1] = { from: last.from, to: floorDay(day) + DAY_MS };
    else runs.push({ from: day, to: day + DAY_MS });
  }
  return runs;
}
