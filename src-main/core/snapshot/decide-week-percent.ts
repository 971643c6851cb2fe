import { joinWords } from '../../shared/count-words.js';
import { listCounts } from '../../shared/describe-learned.js';
import type { LimitUnit, Meter } from '../../shared/evidence.js';
import type { LikelyRange, WindowLimit } from '../../shared/limits.js';
import type { PercentSource, Snapshot, WeekLimit } from '../../shared/snapshot.js';
import type { Instant, Span } from '../../shared/units.js';

export interface WeekFacts {
  readonly meter: Meter;
  /** The week by the person's own settings. */
  readonly week: Span;
  /** Microcents of API use since the reset; null: not known, or with gaps. */
  readonly spent: number | null;
  readonly typedMicrocents: number | null;
  /** A spend limit that is set by the week. */
  readonly spendLimitMicrocents: number | null;
  readonly learned: readonly WindowLimit[];
  readonly now: Instant;
}

export type WeekPercent = Pick<
  Snapshot['week'],
  'limit' | 'percent' | 'percentSource' | 'percentRange' | 'reading' | 'meter' | 'percentWindow'
> & {
  /** What was divided by what. */
  readonly formula: string;
};

const MICROCENTS_PER_DOLLAR = 100_000_000;

/**
 * The best that is known of the week: what Claude said of it, else what was learned, else the limit
 * that was typed in, else a spend limit by the week. A rough guess does not stand in for a limit
 * that somebody typed.
 */
export function decideWeekPercent(facts: WeekFacts): WeekPercent {
  const known = facts.learned.find(
    ({ meter, window }) => meter === facts.meter && window === 'weekly',
  );
  const running = known?.running && isCurrent(known.running, facts) ? known.running : null;
  // A plan's week is its own; of API use it is the one that was set.
  const percentWindow = facts.meter === 'plan' && running ? running : facts.week;
  const now = running && known?.now ? known.now : null;
  const reading = now?.reading ?? null;
  const place = { meter: facts.meter, percentWindow, reading };
  if (known && now && reading) {
    const limit = learnedLimit(known);
    const { median, low, high } = now.percent;
    // What the use since then is worth is not told by a rough guess: what was said stands.
    const percent = limit ? now.percent : { median: Math.min(reading.pct, median), low, high };
    return {
      ...place,
      limit,
      ...learnedPercent(percent, 'reading'),
      formula: limit
        ? 'what Claude showed of the week, and the use since then / the learned limit'
        : 'what Claude showed of the week',
    };
  }
  const set = setLimit(facts);
  const isRough = known?.word === 'rough';
  if (known && now && !(isRough && set)) {
    return {
      ...place,
      limit: learnedLimit(known),
      ...learnedPercent(now.percent, 'learned'),
      formula: `${useWords[known.unit]} since the weekly reset / the limit learned from ${joinWords(listCounts(known)) || 'nothing yet'}`,
    };
  }
  const used = facts.meter === 'plan' ? planSpent(known, running) : facts.spent;
  return {
    ...place,
    limit: set,
    percent: set && used !== null ? (used / set.microcents) * 100 : null,
    percentSource: set && used !== null ? set.source : null,
    percentRange: null,
    formula: `cost since the weekly reset / ${setWords(set)}`,
  };
}

/** Of API use nothing counts that was learned of a week that was set otherwise. */
const isCurrent = ({ from, to }: Span, { meter, week, now }: WeekFacts): boolean =>
  from <= now && now < to && (meter === 'plan' || (from === week.from && to === week.to));

const learnedPercent = (percent: LikelyRange, percentSource: PercentSource) => ({
  percent: percent.median,
  percentSource,
  percentRange: { low: percent.low, high: percent.high },
});

function learnedLimit({ limit, confidence, word }: WindowLimit): WeekLimit | null {
  const dollars = limit?.usd;
  // Of a rough guess no single number is told.
  if (!dollars || word === 'rough') return null;
  const microcents = (amount: number) => Math.round(amount * MICROCENTS_PER_DOLLAR);
  return {
    microcents: microcents(dollars.median),
    source: 'learned',
    low: microcents(dollars.low),
    high: microcents(dollars.high),
    confidence,
  };
}

function setLimit({ typedMicrocents, spendLimitMicrocents, meter }: WeekFacts): WeekLimit | null {
  const unlearned = { low: null, high: null, confidence: null };
  if (typedMicrocents !== null) {
    return { microcents: typedMicrocents, source: 'typed', ...unlearned };
  }
  // A spend limit is of the API alone.
  if (spendLimitMicrocents !== null && meter === 'api') {
    return { microcents: spendLimitMicrocents, source: 'spend_limit', ...unlearned };
  }
  return null;
}

function planSpent(known: WindowLimit | undefined, running: Span | null): number | null {
  const used = running && known?.used?.usd;
  return used ? Math.round(((used[0] + used[1]) / 2) * MICROCENTS_PER_DOLLAR) : null;
}

const useWords: Readonly<Record<LimitUnit, string>> = {
  usd: 'use at list price',
  ieq: 'use in input equivalents',
  tokens: 'tokens used',
  hours: 'hours of use',
};

const setWords = (limit: WeekLimit | null) =>
  limit?.source === 'spend_limit' ? 'the weekly spend limit' : 'the weekly limit you typed';
