import type { HourStart, Instant } from '../shared/units.js';
import { DAY_MS, HOUR_MS } from '../shared/units.js';
import { FOUNDED_AT } from './cast.js';
import type { LedgerEntry } from './fake-request.js';
import { createFakeRequest } from './fake-request.js';
import type { Habit } from './habits.js';
import { habits, previewHabit } from './habits.js';
import { inventOrganization } from './organization.js';
import { osloTime } from './oslo-time.js';
import { createRandom, pickBetween } from './random.js';

export interface LedgerOptions {
  /** Adds requests of claude-mythos-preview, which has no published price. */
  readonly unpricedModel?: boolean;
}

/** The fake requests that finished in one hour, oldest first. */
export type Ledger = (hourStart: HourStart) => readonly LedgerEntry[];

/** One habit with the ids it goes by and the time in which its key worked. */
interface Route {
  readonly habit: Habit;
  readonly workspaceId: string | null;
  readonly apiKeyId: string | null;
  readonly from: Instant;
  readonly to: Instant;
}

/** Every hour can be asked for alone and in any order; nothing is remembered between hours. */
export function createLedger(seed: number, options: LedgerOptions = {}): Ledger {
  const routes = planRoutes(seed, options.unpricedModel ? [...habits, previewHabit] : habits);
  return (hourStart) => {
    if (hourStart + HOUR_MS <= FOUNDED_AT) return [];
    const time = osloTime(hourStart);
    const progress = progressAt(hourStart);
    const mood = moodOfDay(seed, time.day);
    const busyness = mood.requests * requestGrowth(progress);
    const size = mood.size * sizeGrowth(progress);
    const entries: LedgerEntry[] = [];
    routes.forEach((route, index) => {
      const expected = route.habit.requestsPerHour * route.habit.hourShare(time) * busyness;
      if (expected <= 0 || route.to <= hourStart || route.from >= hourStart + HOUR_MS) return;
      const random = createRandom('requests', seed, hourStart / HOUR_MS, index);
      const count = Math.floor(expected * pickBetween(random, 0.65, 1.35) + random());
      for (let i = 0; i < count; i += 1) {
        const at = hourStart + Math.floor(random() * HOUR_MS);
        const request = createFakeRequest(route, at, size, random);
        if (at >= route.from && at < route.to) entries.push(request);
      }
    });
    return entries.sort((a, b) => a.at - b.at);
  };
}

export const ledgerEntries = (
  seed: number,
  hourStart: HourStart,
  options: LedgerOptions = {},
): readonly LedgerEntry[] => createLedger(seed, options)(hourStart);

function planRoutes(seed: number, planned: readonly Habit[]): readonly Route[] {
  const organization = inventOrganization(seed);
  return planned.map((habit) => {
    const workspace = organization.workspaces.find(({ name }) => name === habit.workspace);
    const key = organization.apiKeys.find(({ name }) => name === habit.apiKey);
    const ends = [key?.inactiveAt, key?.archivedAt, key?.expiresAt, workspace?.archivedAt];
    return {
      habit,
      workspaceId: workspace && !workspace.isDefault ? workspace.id : null,
      apiKeyId: key?.id ?? null,
      from: key?.createdAt ?? FOUNDED_AT,
      to: Math.min(...ends.map((end) => end ?? Number.POSITIVE_INFINITY)),
    };
  });
}

/** 0 at the founding, 1 in late November 2026, then on to at most 1.3. */
const progressAt = (at: Instant) => Math.min((at - FOUNDED_AT) / (417 * DAY_MS), 1.3);

const requestGrowth = (progress: number) => 0.75 + 0.45 * progress;
/** Prompts grew most of all once prices fell. */
const sizeGrowth = (progress: number) => 0.85 + 0.7 * progress ** 2;

/** Most days are alike; about one in twenty is far busier than the others. */
function moodOfDay(seed: number, day: number): { requests: number; size: number } {
  const random = createRandom('day', seed, day);
  const ordinary = pickBetween(random, 0.85, 1.15);
  const isSpike = random() < 0.05;
  return isSpike
    ? { requests: ordinary * 1.35, size: pickBetween(random, 1.3, 1.8) }
    : { requests: ordinary, size: pickBetween(random, 0.9, 1.1) };
}
