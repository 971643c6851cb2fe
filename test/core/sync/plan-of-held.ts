import type { Coverage } from '../../../src-main/core/coverage.js';
import { planSync, type SyncStep } from '../../../src-main/core/sync/plan-sync.js';
import { DAY_MS, floorDay, HOUR_MS } from '../../../src-main/shared/units.js';
import { at, dayAt, fetched, hourAt } from '../../fakes/figures.js';

export const NOW = at('2026-11-21T14:20:00Z');
export const TODAY = dayAt('2026-11-21T00:00:00Z');
export const OPEN_TO = hourAt('2026-11-21T15:00:00Z');
export const SINCE = NOW - 30 * DAY_MS;
export const FIRST = dayAt('2026-10-22T00:00:00Z');

export interface Held {
  readonly hours: Map<number, number>;
  readonly days: Map<number, number>;
  readonly minuteHours: Map<number, number>;
  readonly claudeCodeDays: Map<number, number>;
}
export const nothing = (): Held => ({
  hours: new Map(),
  days: new Map(),
  minuteHours: new Map(),
  claudeCodeDays: new Map(),
});
/** Everything from the first day wanted through the open hour, fetched at one instant. */
export const everything = (when = NOW, to: number = OPEN_TO): Held => ({
  hours: fetched(FIRST, to, HOUR_MS, when),
  days: fetched(FIRST, floorDay(to - 1) + DAY_MS, DAY_MS, when),
  minuteHours: new Map(),
  claudeCodeDays: fetched(FIRST, floorDay(to - 1), DAY_MS, when),
});
/** What a run that went well leaves behind. */
export function take(held: Held, steps: readonly SyncStep[], when: number): void {
  const taken = {
    hours: [held.hours, HOUR_MS],
    days: [held.days, DAY_MS],
    minutes: [held.minuteHours, HOUR_MS],
    'claude-code': [held.claudeCodeDays, DAY_MS],
  } as const;
  for (const { kind, span } of steps) {
    const [times, widthMs] = taken[kind];
    for (const [start, at] of fetched(span.from, span.to, widthMs, when)) times.set(start, at);
  }
}
export const plan = (coverage: Coverage, now = NOW, edges: readonly number[] = [], since = SINCE) =>
  planSync({ now, since, coverage, lateBills: new Set(), edges });
export const spans = (steps: readonly SyncStep[], kind: SyncStep['kind']) =>
  steps.flatMap((step) => (step.kind === kind ? [step.span] : []));
/** Usage and cost, without Claude Code. */
export const reportSteps = (steps: readonly SyncStep[]) =>
  steps.filter(({ kind }) => kind !== 'claude-code');
/** Shares and priced usage are two requests; steps fit one page. */
export const requestsOf = (steps: readonly SyncStep[]) =>
  steps.reduce((sum, { kind }) => sum + (kind === 'hours' ? 2 : 1), 0);
