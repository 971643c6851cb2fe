import type { Instant } from '../shared/units.js';
import type { TokenCounts } from '../shared/usage.js';
import type { Habit } from './habits.js';
import type { ModelRelease } from './model-releases.js';
import { chooseModel } from './model-releases.js';
import type { Random } from './random.js';
import { pickBetween, pickSize } from './random.js';

export interface LedgerEntry {
  /** When the request finished. */
  readonly at: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly contextWindow: string;
  readonly inferenceGeo: string;
  readonly speed: string;
  /** Null: the default workspace. */
  readonly workspaceId: string | null;
  /** Null: the Console's Playground. */
  readonly apiKeyId: string | null;
  readonly tokens: TokenCounts;
  /** A prompt above 100k tokens to claude-haiku-5-5, billed at that model's upper band. */
  readonly isLongPrompt: boolean;
}

interface Origin {
  readonly habit: Habit;
  readonly workspaceId: string | null;
  readonly apiKeyId: string | null;
}

/** `size` scales the prompt; all choices come from `random` in a fixed order. */
export function createFakeRequest(
  { habit, workspaceId, apiKeyId }: Origin,
  at: Instant,
  size: number,
  random: Random,
): LedgerEntry {
  const release = chooseRelease(habit, at, random);
  const tokens = fakeTokens(habit, release, at, size, random);
  const prompt =
    tokens.uncachedInput + tokens.cacheCreation5m + tokens.cacheCreation1h + tokens.cacheRead;
  const isFast = random() < (habit.fastShare ?? 0) && at >= release.fastFrom;
  const isUs = random() < (habit.usShare ?? 0);
  return {
    at,
    model: release.model,
    serviceTier: habit.isBatch ? 'batch' : 'standard',
    contextWindow: prompt > 200_000 ? '200k-1M' : '0-200k',
    inferenceGeo: release.hasInferenceGeo ? (isUs ? 'us' : 'global') : 'not_available',
    speed: isFast && at < release.fastUntil ? 'fast' : 'standard',
    workspaceId,
    apiKeyId,
    tokens,
    isLongPrompt: release.model === 'claude-haiku-5-5' && prompt > 100_000,
  };
}

function chooseRelease(habit: Habit, at: Instant, random: Random): ModelRelease {
  let pick = random() * habit.families.reduce((sum, [, weight]) => sum + weight, 0);
  const family = habit.families.find(([, weight]) => {
    pick -= weight;
    return pick < 0;
  })?.[0];
  const wanted = chooseModel(family ?? 'sonnet', at, random);
  const isSpared = wanted?.isSpared && random() < 0.7;
  const release = isSpared ? chooseModel('sonnet', at, random) : wanted;
  // A family that is not out yet: the largest model of the day does its work.
  const chosen = release ?? chooseModel('opus', at, random);
  if (!chosen) throw new Error(`no model was in use at ${new Date(at).toISOString()}`);
  return chosen;
}

function fakeTokens(
  habit: Habit,
  release: ModelRelease,
  at: Instant,
  size: number,
  random: Random,
): TokenCounts {
  const isLong = random() < (habit.longPromptShare ?? 0) && at < release.longPromptsUntil;
  const prompt = isLong
    ? pickSize(random, 210_000, 620_000)
    : Math.min(
        Math.round(pickSize(random, ...habit.prompt) * size),
        at < release.longPromptsUntil ? 900_000 : 195_000,
      );
  const readShare = Math.min(habit.cacheReadShare * pickBetween(random, 0.93, 1.05), 0.97);
  const cacheRead = Math.round(prompt * readShare);
  const created = Math.round((prompt - cacheRead) * pickBetween(random, 0.45, 0.75));
  const isOneHour = random() < (habit.oneHourCacheShare ?? 0);
  const output = Math.round(pickSize(random, ...habit.output) * Math.sqrt(size));
  const searches = random() < (habit.webSearchShare ?? 0) ? 1 + Math.floor(random() * 3) : 0;
  return {
    uncachedInput: prompt - cacheRead - created,
    cacheCreation5m: isOneHour ? 0 : created,
    cacheCreation1h: isOneHour ? created : 0,
    cacheRead,
    output,
    webSearchRequests: searches,
  };
}
