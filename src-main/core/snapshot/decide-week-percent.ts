import { isWorkedOut } from '../../shared/claude-said.js';
import { joinWords } from '../../shared/count-words.js';
import { listCounts } from '../../shared/describe-learned.js';
import type { LimitUnit, Meter } from '../../shared/evidence.js';
import type { LikelyRange, WindowLimit } from '../../shared/limits.js';
import { type Outlook, outlookOf } from '../../shared/outlook.js';
import type { PercentSource, Snapshot, WeekLimit } from '../../shared/snapshot.js';
import type { Instant, Span } from '../../shared/units.js';
import { microcentsOf } from '../../shared/usd.js';

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

export interface WeekDecision {
  readonly figures: Pick<
    Snapshot['week'],
    'limit' | 'percent' | 'percentSource' | 'percentRange' | 'reading' | 'meter' | 'percentWindow'
  >;
  /** What was divided by what. */
  readonly formula: string;
  /** What was said stands still since then; null: the percentage follows the use. */
  readonly standsSince: Instant | null;
  /** By the hours that are usually worked; null: too little is known of them, or of the limit. */
  readonly outlook: Outlook | null | 'even-pace';
}

/**
 * The best that is known of the week: what Claude said of it, else what was learned, else the limit
 * that was typed in, else a spend limit by the week. A rough guess does not stand in for a limit
 * that somebody typed.
 */
export function decideWeekPercent(facts: WeekFacts): WeekDecision {
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
    return {
      figures: { ...place, limit, ...learnedPercent(now.percent, 'reading') },
      formula: isWorkedOut(now.percent.median, reading)
        ? 'what Claude showed of the week, and the use since then / the learned limit'
        : 'what Claude showed of the week',
      standsSince: limit ? null : reading.at,
      outlook: limit ? outlookOf(known) : 'even-pace',
    };
  }
  const set = setLimit(facts);
  const isRough = known?.word === 'rough';
  if (known && now && !(isRough && set)) {
    return {
      figures: {
        ...place,
        limit: learnedLimit(known),
        ...learnedPercent(now.percent, 'learned'),
      },
      formula: `${useWords[known.unit]} since the weekly reset / the limit learned from ${joinWords(listCounts(known)) || 'nothing yet'}`,
      standsSince: null,
      outlook: outlookOf(known),
    };
  }
  const used = facts.meter === 'plan' ? planSpent(known, running) : facts.spent;
  return {
    figures: {
      ...place,
      limit: set,
      percent: set && used !== null ? (used / set.microcents) * 100 : null,
      percentSource: set && used !== null ? set.source : null,
      percentRange: null,
    },
    formula: set ? `cost since the weekly reset / ${setWords(set)}` : 'no weekly limit is known',
    standsSince: null,
    outlook: 'even-pace',
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
  return {
    microcents: microcentsOf(dollars.median),
    source: 'learned',
    low: microcentsOf(dollars.low),
    high: microcentsOf(dollars.high),
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
  return used ? microcentsOf((used[0] + used[1]) / 2) : null;
}

const useWords: Readonly<Record<LimitUnit, string>> = {
  usd: 'use at list price',
  ieq: 'use in input equivalents',
  tokens: 'tokens used',
  hours: 'hours of use',
};

const setWords = (limit: WeekLimit) =>
  limit.source === 'spend_limit' ? 'the weekly spend limit' : 'the weekly limit you typed';
