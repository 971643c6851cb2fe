import { describe, expect, test } from 'vitest';
import { weighTokens } from '../../src-main/core/limits/use/weigh-tokens.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import {
  planWeekOf,
  planWeekSpan,
  SESSION_MS,
  sessionPlanLimit,
  weeklyPlanLimit,
} from '../../src-main/demo/plan-limits.js';
import { createPlanWeek, type PlanMessage } from '../../src-main/demo/plan-week.js';
import { MINUTE_MS } from '../../src-main/shared/units.js';

const LAST = planWeekOf(Date.parse('2026-11-21T20:17:05Z'));
const NUMBERS = Array.from({ length: 18 }, (_, back) => LAST - 17 + back);
const WEEKS = NUMBERS.map((week) => ({ week, ...createPlanWeek(1, week) }));

/** As Tidemark weighs it, which knows nothing of the demo. */
const dollarsOf = (messages: readonly PlanMessage[]) =>
  messages.reduce(
    (sum, { model, tokens, at }) => sum + weighTokens(priceTable, model, tokens, at, null).usd[0],
    0,
  );
const DEAREST = Math.max(
  ...WEEKS.flatMap(({ messages }) => messages.map((one) => dollarsOf([one]))),
);

describe('a week of the invented plan', () => {
  test('is the same for the same seed, and another for another seed', () => {
    const { week, ...known } = WEEKS[3] ?? { week: 0 };
    expect(createPlanWeek(1, week)).toEqual(known);
    expect(createPlanWeek(2, LAST).messages).not.toEqual(createPlanWeek(1, LAST).messages);
  });

  test('lies within its span, oldest first, each message with an id of its own', () => {
    const ids = new Set<string>();
    for (const { week, messages } of WEEKS) {
      const { from, to } = planWeekSpan(week);
      expect(messages.length).toBeGreaterThan(200);
      expect(messages.map(({ at }) => at)).toEqual(
        messages.map(({ at }) => at).sort((a, b) => a - b),
      );
      expect(messages.every(({ at }) => at >= from && at < to)).toBe(true);
      for (const { id } of messages) ids.add(id);
    }
    expect(ids.size).toBe(WEEKS.reduce((sum, { messages }) => sum + messages.length, 0));
  });

  test('is worked on workdays, with several models and a cache', () => {
    const messages = WEEKS.flatMap((week) => week.messages);
    const atWeekends = messages.filter(({ at }) => [0, 6].includes(new Date(at).getUTCDay()));
    expect(atWeekends.length / messages.length).toBeLessThan(0.1);
    expect(new Set(messages.map(({ model }) => model)).size).toBeGreaterThanOrEqual(4);
    expect(messages.every(({ tokens }) => tokens.cacheRead > tokens.uncachedInput)).toBe(true);
  });

  test('stops at the hidden limits, and nothing is used until they reset', () => {
    const hits = WEEKS.flatMap(({ week, messages, hits: found }) =>
      found.map((hit) => ({ ...hit, week, messages })),
    );
    expect(hits.filter(({ window }) => window === 'weekly').length).toBeGreaterThanOrEqual(4);
    expect(hits.filter(({ window }) => window === 'five_hour').length).toBeGreaterThanOrEqual(10);
    for (const { window, at, resetsAt, week, messages } of hits) {
      const start = window === 'weekly' ? planWeekSpan(week).from : resetsAt - SESSION_MS;
      const limit = window === 'weekly' ? weeklyPlanLimit(week) : sessionPlanLimit;
      const used = dollarsOf(messages.filter((one) => one.at >= start && one.at < at));
      expect(used / limit).toBeGreaterThan(0.96);
      expect(used - DEAREST).toBeLessThan(limit * 1.04);
      expect(messages.filter((one) => one.at >= at && one.at < resetsAt)).toEqual([]);
    }
  });

  test('tells percentages that fit the use so far', () => {
    for (const { week, messages, readings } of WEEKS) {
      for (const { window, at, pct, resetsAt } of readings) {
        const start = window === 'weekly' ? planWeekSpan(week).from : resetsAt - SESSION_MS;
        const limit = window === 'weekly' ? weeklyPlanLimit(week) : sessionPlanLimit;
        const used = dollarsOf(messages.filter((one) => one.at >= start && one.at <= at));
        expect(Math.abs((100 * used) / limit - pct)).toBeLessThan(0.5 + pct * 0.035);
      }
    }
  });

  test('has a limit that rose by 30 % in October 2026, and five-hour windows on ten minutes', () => {
    const limits = NUMBERS.map(weeklyPlanLimit);
    const [before = 0, after = 0] = [limits[0], limits.at(-1)];
    expect(new Set(limits).size).toBe(2);
    expect(after / before).toBeCloseTo(1.3, 5);
    expect(limits.filter((limit) => limit === after).length).toBeGreaterThanOrEqual(4);
    for (const { hits, readings } of WEEKS) {
      const ends = [...hits, ...readings].filter(({ window }) => window === 'five_hour');
      for (const { resetsAt } of ends) expect(resetsAt % (10 * MINUTE_MS)).toBe(0);
    }
  });
});
