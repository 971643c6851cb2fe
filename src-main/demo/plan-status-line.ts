import type { StatusLinePreview, StatusLineSetup } from '../shared/limits.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { Instant } from '../shared/units.js';
import { planWeekSpan } from './plan-limits.js';
import type { PlanPast } from './plan-past.js';
import type { PlanReading } from './plan-week.js';
import { createRandom } from './random.js';

interface PlanStatusLine {
  readReadings(): readonly PlanReading[];
  dropReadings(before: Instant): void;
  saveGlance(glance: unknown): Result<null>;
  describe(): StatusLineSetup;
  preview(): Result<StatusLinePreview>;
  install(): Result<StatusLineSetup>;
  remove(): Result<StatusLineSetup>;
}

/** Claude Code was open to be looked at in some of the windows only. */
const SEEN_WEEKS = 0.55;
const SEEN_SESSIONS = 0.3;

/** What the invented person's status line was told; no settings are looked at or written. */
export function createPlanStatusLine(past: PlanPast, now: () => Instant): PlanStatusLine {
  const readings = () => {
    const until = now();
    return past.weeks(until).flatMap((week) => {
      const isRunning = until < planWeekSpan(week).to;
      return lastOfEach(past.weekUntil(week, until).readings).filter(
        (reading) => (isRunning && reading.resetsAt > until) || wasSeen(reading),
      );
    });
  };
  const refuse = () =>
    failed({
      kind: 'invalid-input',
      detail: 'This is demo data: Claude Code’s own settings are left alone.',
    });
  return {
    readReadings: readings,
    dropReadings: () => undefined,
    saveGlance: () => ok(null),
    describe: () => ({
      state: 'absent',
      keepsOther: false,
      file: '~/.claude/settings.json',
      lastReadingAt: Math.max(...readings().map(({ at }) => at)),
      isSwitchedOff: false,
      isSilent: false,
    }),
    preview: refuse,
    install: refuse,
    remove: refuse,
  };
}

/** Use only grows, so the last reading of a window says the most. */
const lastOfEach = (readings: readonly PlanReading[]): readonly PlanReading[] => [
  ...new Map(
    readings.map((reading) => [`${reading.window} ${reading.resetsAt}`, reading]),
  ).values(),
];

const wasSeen = ({ window, resetsAt }: PlanReading) =>
  createRandom('plan status line', window, resetsAt / 1_000)() <
  (window === 'weekly' ? SEEN_WEEKS : SEEN_SESSIONS);
