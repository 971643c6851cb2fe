import { HOUR_MS, type Instant, MINUTE_MS } from '../shared/units.js';
import type { TokenCounts } from '../shared/usage.js';
import { TOKEN_KINDS } from '../shared/usage.js';
import { billEntry } from './bill-entry.js';
import { createFakeRequest, type LedgerEntry } from './fake-request.js';
import { osloTime } from './oslo-time.js';
import { planHabit } from './plan-habit.js';
import {
  planWeekSpan,
  SESSION_MS,
  scatterOf,
  sessionPlanLimit,
  weeklyPlanLimit,
} from './plan-limits.js';
import { createRandom, pickBetween } from './random.js';

export interface PlanMessage {
  readonly id: string;
  readonly at: Instant;
  readonly model: string;
  readonly tokens: TokenCounts;
}

/** A limit was reached, as Claude Code writes it down. */
export interface PlanHit {
  readonly id: string;
  readonly at: Instant;
  readonly window: 'five_hour' | 'weekly';
  readonly resetsAt: Instant;
  readonly pct: null;
  readonly source: 'record';
}

/** What Claude Code told its status line. */
export interface PlanReading {
  readonly window: 'five_hour' | 'weekly';
  readonly pct: number;
  readonly isFine: boolean;
  readonly resetsAt: Instant;
  readonly at: Instant;
}

/** One week of a person with Claude Code on a plan, oldest first. */
export interface PlanWeek {
  readonly messages: readonly PlanMessage[];
  readonly hits: readonly PlanHit[];
  readonly readings: readonly PlanReading[];
}

const MICROCENTS_PER_DOLLAR = 100_000_000;
const MARK_MS = 10 * MINUTE_MS;
/** How often a message is looked at for what the status line said of its windows. */
const WEEKLY_LOOKS = 0.025;
const SESSION_LOOKS = 0.012;

/** A week does not reach into the next: at its reset nobody is at work. */
export function createPlanWeek(seed: number, week: number): PlanWeek {
  const { from, to } = planWeekSpan(week);
  const weekly = { limit: weeklyPlanLimit(week) * scatterOf(seed, from), used: 0 };
  const session = { limit: 0, used: 0, end: from };
  let restsUntil = from;
  const messages: PlanMessage[] = [];
  const hits: PlanHit[] = [];
  const readings: PlanReading[] = [];
  const random = createRandom('plan looks', seed, week);

  const hit = (window: PlanHit['window'], at: Instant, resetsAt: Instant) => {
    const id = `demo-${seed}-${window}-${resetsAt}`;
    hits.push({ id, at, window, resetsAt, pct: null, source: 'record' });
    restsUntil = resetsAt;
  };
  const look = (window: PlanReading['window'], at: Instant, share: number, resetsAt: Instant) => {
    const pct = Math.min(100, Math.round(share * 100));
    readings.push({ window, pct, isFine: false, resetsAt, at });
  };

  for (const entry of demandOf(seed, week)) {
    const { at, model, tokens } = entry;
    if (at < restsUntil) continue;
    if (at >= session.end) {
      const start = Math.floor(at / MARK_MS) * MARK_MS;
      session.end = start + SESSION_MS;
      session.used = 0;
      session.limit = sessionPlanLimit * scatterOf(seed, start);
    }
    messages.push({ id: `demo-${seed}-${week}-${messages.length}`, at, model, tokens });
    const dollars = dollarsOf(entry);
    weekly.used += dollars;
    session.used += dollars;
    // It is told after the answer that went over, a little later.
    const after = at + 1 + Math.floor(random() * 20_000);
    const isWeeklyLook = random() < WEEKLY_LOOKS;
    const isSessionLook = random() < SESSION_LOOKS;
    if (weekly.used >= weekly.limit) hit('weekly', after, to);
    else if (session.used >= session.limit) hit('five_hour', after, session.end);
    else if (isWeeklyLook) look('weekly', at + 1, weekly.used / weekly.limit, to);
    else if (isSessionLook) look('five_hour', at + 1, session.used / session.limit, session.end);
  }
  return { messages, hits, readings };
}

/** What the person would ask for if there were no limits. */
function demandOf(seed: number, week: number): readonly LedgerEntry[] {
  const { from, to } = planWeekSpan(week);
  const mood = pickBetween(createRandom('plan week', seed, week), 0.75, 1.5);
  const entries: LedgerEntry[] = [];
  for (let hour = from; hour < to; hour += HOUR_MS) {
    const time = osloTime(hour);
    const expected = planHabit.requestsPerHour * planHabit.hourShare(time) * mood;
    const random = createRandom('plan', seed, hour / HOUR_MS);
    // Some hours are spent in meetings, others at full speed.
    const count = Math.floor(expected * pickBetween(random, 0.2, 1.8) + random());
    for (let i = 0; i < count; i += 1) {
      const at = hour + Math.floor(random() * HOUR_MS);
      entries.push(
        createFakeRequest({ habit: planHabit, workspaceId: null, apiKeyId: null }, at, 1, random),
      );
    }
  }
  return entries.sort((a, b) => a.at - b.at);
}

function dollarsOf(entry: LedgerEntry): number {
  const bill = billEntry(entry);
  if (!bill) return 0;
  return TOKEN_KINDS.reduce((sum, kind) => sum + bill[kind], 0) / MICROCENTS_PER_DOLLAR;
}
