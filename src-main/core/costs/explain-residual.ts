import { CAUSE_KINDS, type CauseKind, type ResidualCause } from '../../shared/costs.js';
import type { Instant } from '../../shared/units.js';
import { assignCauses, type CausedPart, type CauseReason, kindOf } from './assign-causes.js';
import { causeWords } from './cause-words.js';
import { type ComparedLine, residualOf } from './compare-lines.js';
import { type DayMarks, findDayMarks } from './find-day-marks.js';
import { findDiscount, PERSISTENT_DAYS, RECENT_DAYS } from './find-discount.js';

/** A smaller share of the bill is rounding and late use. */
const LEAST_SHARE = 0.005;
/** Half a cent, and this little of the bill. */
const ROUNDING_MICROCENTS = 500_000;
const ROUNDING_SHARE = 0.0005;

export interface Explanation {
  /** Most money first; they add up to the whole residual, if there are any. */
  readonly causes: readonly ResidualCause[];
  /** What weighs most in the residual of one model and tier. */
  causeOf(model: string, serviceTier: string): CauseKind | null;
}

/** Bills beside estimates; `days`: billed ones, in order. */
export interface ComparedDays {
  readonly lines: readonly ComparedLine[];
  readonly days: readonly Instant[];
}

/** What surrounds the days that are explained. */
export interface Surroundings {
  /** The last weeks up to their end: few days alone do not show a discount. */
  readRecent(): ComparedDays;
  /** The last of them is the last that there is. */
  readonly endsNow: boolean;
}

const REASONS: readonly CauseReason[] = [...CAUSE_KINDS, 'free'];

/** What likely lies behind the difference of bills and estimates. */
export function explainResidual(
  { lines, days }: ComparedDays,
  { readRecent, endsNow }: Surroundings,
): Explanation {
  const residual = sumOf(lines.map(residualOf));
  const bill = sumOf(lines.map(({ reported }) => reported));
  const isUnpriced = lines.some(({ state, reported }) => state === 'unpriced' && reported !== 0);
  if (isSlight(residual, bill) && !isUnpriced) return { causes: [], causeOf: () => null };

  const own = findDiscount(lines, days);
  const recent = own ? null : readRecent();
  const discount = own ?? (recent && findDiscount(recent.lines, recent.days));
  const parts = assignCauses(lines, discount, markDays(lines, recent));
  const bills = new Map<Instant, number>();
  for (const { day, reported } of lines) bills.set(day, (bills.get(day) ?? 0) + reported);
  const causes = REASONS.flatMap((reason): ResidualCause[] => {
    const some = parts.filter((part) => part.reason === reason);
    if (some.length === 0) return [];
    const byDay = new Map<Instant, number>();
    for (const { day, microcents } of some) byDay.set(day, (byDay.get(day) ?? 0) + microcents);
    const microcents = sumOf(some.map((part) => part.microcents));
    // Slight on each day it may yet be the same on all: half of its usual day shows it.
    const usual = Math.abs(microcents) / days.length / 2;
    const showing = [...byDay].filter(
      ([day, amount]) =>
        reason !== 'unknown' ||
        !isSlight(amount, bills.get(day) ?? 0) ||
        (amount !== 0 && Math.abs(amount) >= usual),
    );
    const shown = showing.length;
    const facts = { microcents, parts: some, discount, shown, days: days.length, endsNow };
    const isKnownBefore = reason === 'discount' && own === null;
    return [
      {
        kind: kindOf(reason),
        words: causeWords(reason, facts),
        microcents,
        days: shown,
        isPersistent: isKnownBefore || isPersistent(new Map(showing), Math.sign(microcents), days),
      },
    ];
  });
  return {
    causes: dropRounding(
      causes.sort((a, b) => Math.abs(b.microcents) - Math.abs(a.microcents)),
      // A credit makes a bill small and its rounding no larger.
      sumOf(lines.map(({ reported }) => Math.abs(reported))),
    ),
    causeOf: (model, serviceTier) =>
      weightiestCause(parts.filter((p) => p.model === model && p.serviceTier === serviceTier)),
  };
}

function markDays(lines: readonly ComparedLine[], recent: ComparedDays | null): DayMarks {
  const marks = findDayMarks(lines);
  if (marks.hundredfold.size > 0 || !recent) return marks;
  return { ...marks, hundredfold: findDayMarks(recent.lines).hundredfold };
}

/** A rest that rounding explains needs no sentence; the largest cause takes it, so that all adds up. */
function dropRounding(causes: readonly ResidualCause[], billed: number): readonly ResidualCause[] {
  const rest = causes.find(({ kind }) => kind === 'unknown')?.microcents ?? 0;
  const [first, ...others] = causes.filter(({ kind }) => kind !== 'unknown');
  const isRounding =
    Math.abs(rest) < ROUNDING_MICROCENTS && Math.abs(rest) < ROUNDING_SHARE * billed;
  if (!first || !isRounding) return causes;
  return [{ ...first, microcents: first.microcents + rest }, ...others];
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

export const isSlight = (amount: number, bill: number) =>
  Math.abs(amount) < LEAST_SHARE * Math.abs(bill) || amount === 0;

function isPersistent(
  byDay: ReadonlyMap<Instant, number>,
  sign: number,
  days: readonly Instant[],
): boolean {
  const recent = days.slice(-RECENT_DAYS);
  const alike = recent.filter((day) => Math.sign(byDay.get(day) ?? Number.NaN) === sign);
  return alike.length >= PERSISTENT_DAYS;
}

function weightiestCause(parts: readonly CausedPart[]): CauseKind | null {
  const byKind = new Map<CauseKind, number>();
  for (const { reason, microcents } of parts) {
    const kind = kindOf(reason);
    byKind.set(kind, (byKind.get(kind) ?? 0) + microcents);
  }
  const [most] = [...byKind].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  return most?.[0] ?? null;
}
