import type { Instant } from '../shared/units.js';
import { DAY_MS } from '../shared/units.js';
import type { Random } from './random.js';

export type ModelFamily = 'fable' | 'opus' | 'sonnet' | 'haiku' | 'preview';

/** A model as this organization came to use it: some days after its launch, until it retires. */
export interface ModelRelease {
  readonly model: string;
  readonly adoptedAt: Instant;
  readonly retiredAt: Instant;
  /** Prompts over 200k tokens work until then. */
  readonly longPromptsUntil: Instant;
  readonly fastFrom: Instant;
  readonly fastUntil: Instant;
  /** Older models know no inference geography. */
  readonly hasInferenceGeo: boolean;
  /** So dear that most work went to a smaller model. */
  readonly isSpared: boolean;
}

interface ReleaseDates {
  readonly retired?: string;
  readonly longPrompts?: boolean | string;
  readonly fast?: readonly [from: string, until?: string];
  readonly hasInferenceGeo?: boolean;
  readonly isSpared?: boolean;
}

const day = (date: string | undefined, otherwise: number) =>
  date === undefined ? otherwise : Date.parse(`${date}T00:00:00Z`);

function release(model: string, adopted: string, dates: ReleaseDates = {}): ModelRelease {
  const { retired, longPrompts = false, fast, hasInferenceGeo = true, isSpared = false } = dates;
  return {
    model,
    adoptedAt: day(adopted, 0),
    retiredAt: day(retired, Number.POSITIVE_INFINITY),
    longPromptsUntil:
      typeof longPrompts === 'string' ? day(longPrompts, 0) : longPrompts ? Infinity : 0,
    fastFrom: fast ? day(fast[0], 0) : Number.POSITIVE_INFINITY,
    fastUntil: day(fast?.[1], Number.POSITIVE_INFINITY),
    hasInferenceGeo,
    isSpared,
  };
}

/** Oldest first. Launch, retirement and fast-mode dates are those of the bundled price table. */
const releases: Readonly<Record<ModelFamily, readonly ModelRelease[]>> = {
  fable: [
    release('claude-fable-5', '2026-06-11', { longPrompts: true }),
    release('claude-fable-5-1', '2026-09-03', { longPrompts: true }),
    release('claude-fable-5-2', '2026-11-10', { longPrompts: true, fast: ['2026-11-10'] }),
  ],
  opus: [
    release('claude-opus-4-1-20250805', '2025-08-05', {
      retired: '2026-08-05',
      hasInferenceGeo: false,
      isSpared: true,
    }),
    release('claude-opus-4-5-20251101', '2025-11-25', { hasInferenceGeo: false }),
    release('claude-opus-4-6', '2026-02-09', {
      longPrompts: true,
      fast: ['2026-02-09', '2026-06-29'],
    }),
    release('claude-opus-4-7', '2026-04-20', {
      longPrompts: true,
      fast: ['2026-05-12', '2026-07-24'],
    }),
    release('claude-opus-4-8', '2026-06-01', {
      longPrompts: true,
      fast: ['2026-06-01', '2026-11-30'],
    }),
    release('claude-opus-5', '2026-07-27', { longPrompts: true, fast: ['2026-07-27'] }),
    release('claude-opus-5-5', '2026-09-23', { longPrompts: true, fast: ['2026-09-23'] }),
  ],
  sonnet: [
    release('claude-sonnet-4-5-20250929', '2025-09-29', {
      retired: '2026-11-30',
      longPrompts: '2026-04-30',
      hasInferenceGeo: false,
    }),
    release('claude-sonnet-4-6', '2026-02-19', { longPrompts: true }),
    release('claude-sonnet-5', '2026-07-01', { longPrompts: true }),
    release('claude-sonnet-5-5', '2026-09-30', { longPrompts: true }),
  ],
  haiku: [
    release('claude-3-5-haiku-20241022', '2025-06-01', {
      retired: '2026-02-19',
      hasInferenceGeo: false,
    }),
    release('claude-haiku-4-5-20251001', '2025-10-16', { hasInferenceGeo: false }),
    release('claude-haiku-5-5', '2026-10-08'),
  ],
  preview: [release('claude-mythos-preview', '2026-06-15')],
};

const MOVE_MS = 12 * DAY_MS;
/** Some code keeps naming the model before. */
const STRAGGLERS = 0.05;

/** The family's model for one request: use moves to a new release over twelve days. */
export function chooseModel(family: ModelFamily, at: Instant, random: Random): ModelRelease | null {
  const known = releases[family].filter((r) => r.adoptedAt <= at && at < r.retiredAt);
  const newest = known.at(-1);
  const before = known.at(-2);
  if (!newest || !before) return newest ?? null;
  const moved = Math.min((at - newest.adoptedAt) / MOVE_MS, 1 - STRAGGLERS);
  return random() < moved ? newest : before;
}
