import { learn } from '../../../../src-main/core/limits/learn/learn.js';
import type { LearnedWindow, LearnUsage } from '../../../../src-main/core/limits/learn/learned.js';
import type { Evidence, Use } from '../../../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS } from '../../../../src-main/shared/units.js';

/** A Monday. */
export const BEGIN = Date.UTC(2026, 7, 3);
export const weekStart = (week: number) => BEGIN + week * 7 * DAY_MS;
export const NO_USAGE: LearnUsage = { hours: [], running: [] };

const blank: Evidence = {
  id: '',
  meter: 'plan',
  kind: 'reading',
  window: 'weekly',
  at: BEGIN,
  start: null,
  end: null,
  used: null,
  settled: null,
  pct: null,
  half: null,
  since: null,
  source: 'entry',
  isExact: false,
  isPartlySeen: false,
  note: null,
  isIgnored: false,
};

const inWeek = (week: number): Evidence => ({
  ...blank,
  start: weekStart(week),
  end: weekStart(week + 1),
});

export const dollars = (low: number, high = low): Use => ({ usd: [low, high] });

export const reading = (week: number, pct: number, usd: number, more: Partial<Evidence> = {}) => ({
  ...inWeek(week),
  id: `reading ${week} ${pct}`,
  at: weekStart(week) + 3 * DAY_MS,
  pct,
  half: 0.5,
  used: dollars(usd),
  ...more,
});

export const hit = (week: number, usd: number, more: Partial<Evidence> = {}): Evidence => ({
  ...inWeek(week),
  id: `hit ${week}`,
  kind: 'hit',
  at: weekStart(week) + 5 * DAY_MS,
  used: dollars(usd * 0.97, usd),
  settled: dollars(usd),
  source: 'record',
  ...more,
});

export const quiet = (week: number, usd: number, more: Partial<Evidence> = {}): Evidence => ({
  ...inWeek(week),
  id: `quiet ${week}`,
  kind: 'quiet',
  at: weekStart(week + 1),
  settled: dollars(usd),
  source: 'window',
  ...more,
});

export const change = (at: number, more: Partial<Evidence> = {}): Evidence => ({
  ...blank,
  id: `change ${at}`,
  kind: 'change',
  at,
  source: 'manual',
  ...more,
});

/** What is known of the week, an hour behind the newest record unless said otherwise. */
export function learnWeek(
  evidence: readonly Evidence[],
  now = Math.max(BEGIN, ...evidence.map(({ at }) => at)) + HOUR_MS,
  usage: LearnUsage = NO_USAGE,
): LearnedWindow {
  const { weekly } = learn(evidence, usage, now, { timeZone: 'UTC' });
  if (!weekly) throw new Error('nothing is known of the week');
  return weekly;
}

/** The limit in dollars; there is one. */
export function limitOf(learned: LearnedWindow) {
  const limit = learned.limit?.usd;
  if (!limit) throw new Error('no limit is known');
  return limit;
}
