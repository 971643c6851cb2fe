import * as z from 'zod';
import { isWindowKind, LIMIT_UNITS, METERS, type WindowKind } from '../../shared/evidence.js';
import { CONFIDENCE_WORDS, type WeekProfile, type WindowLimit } from '../../shared/limits.js';

/** What the last learning found, as it is kept between runs. */
export interface LearnedLimits {
  readonly windows: readonly WindowLimit[];
  /** Ids of records that disagree with the others. */
  readonly outliers: readonly string[];
  /** Of quiet windows that are no windows any more. */
  readonly passed: readonly string[];
  /** Of percentages that were perhaps meant for the other meter. */
  readonly misplaced: readonly string[];
  readonly profiles: Readonly<Partial<Record<'api' | 'plan', WeekProfile>>>;
}

export const NOTHING_LEARNED: LearnedLimits = {
  windows: [],
  outliers: [],
  passed: [],
  misplaced: [],
  profiles: {},
};

/** Another shape is of another version: it is learned anew. */
const FORMAT = 2;

const likely = z.object({ median: z.number(), low: z.number(), high: z.number() });
const unit = z.enum(LIMIT_UNITS);
const span = z.object({ from: z.number(), to: z.number() });

const windowLimit = z.object({
  meter: z.enum(METERS),
  window: z.custom<WindowKind>(isWindowKind),
  state: z.enum(['none', 'bound', 'estimate', 'reported']),
  word: z.enum(CONFIDENCE_WORDS),
  confidence: z.number().nullable(),
  unit,
  limit: z.partialRecord(unit, likely).nullable(),
  atLeast: z.partialRecord(unit, z.number()).nullable(),
  scatter: z.number().nullable(),
  counts: z.object({ hits: z.number(), readings: z.number(), quiet: z.number() }),
  lastEvidenceAt: z.number().nullable(),
  changed: z
    .object({
      from: z.number(),
      to: z.number(),
      since: z.number(),
      isAnswered: z.boolean(),
      isDenied: z.boolean(),
    })
    .nullable(),
  running: span.nullable(),
  used: z.partialRecord(unit, z.tuple([z.number(), z.number()])).nullable(),
  isSettling: z.boolean(),
  isUnseen: z.boolean(),
  now: z
    .object({
      percent: likely,
      reading: z.object({ pct: z.number(), at: z.number() }).nullable(),
      remainingUsd: likely.nullable(),
      remainingTokens: likely.nullable(),
      hoursLeft: likely.nullable(),
      hours: z.object({ used: z.number(), inLimit: z.number() }).nullable(),
      runsOutAt: z.number().nullable(),
      runOutChance: z.number().nullable(),
    })
    .nullable(),
  course: z.array(z.object({ at: z.number(), limit: likely })),
  past: z.array(z.object({ window: span, usd: z.number(), isHit: z.boolean() })),
}) satisfies z.ZodType<WindowLimit>;

const profile = z.array(z.array(z.number().nullable()));
const saved = z.object({
  format: z.literal(FORMAT),
  windows: z.array(windowLimit),
  outliers: z.array(z.string()),
  passed: z.array(z.string()),
  misplaced: z.array(z.string()),
  profiles: z.object({ api: profile.exactOptional(), plan: profile.exactOptional() }),
});

export const writeLearned = (learned: LearnedLimits): string =>
  JSON.stringify({ format: FORMAT, ...learned });

/** Text that is damaged, or of another version, teaches nothing. */
export function parseLearned(text: string | null): LearnedLimits {
  const read = saved.safeParse(jsonOf(text));
  if (!read.success) return NOTHING_LEARNED;
  const { format, ...learned } = read.data;
  return learned;
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
