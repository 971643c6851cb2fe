import * as z from 'zod';

const usdPerMillion = z.number().min(0).max(100_000);
const rates = z.object({
  uncachedInput: usdPerMillion,
  cacheCreation5m: usdPerMillion,
  cacheCreation1h: usdPerMillion,
  cacheRead: usdPerMillion,
  output: usdPerMillion,
});
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable();

const period = z.object({
  from: day,
  to: day,
  standard: rates,
  fast: z.object({ from: day, to: day, rates }).optional(),
  longContext: z.object({ contextWindow: z.string(), rates }).optional(),
  overBand: z.object({ thresholdPromptTokens: z.number().int(), rates }).optional(),
  /** The user's own rates; a bundled table has none. */
  isOwn: z.literal(true).optional(),
});

/** Which rates of a model Anthropic does not state. */
const unofficial = z.enum([
  'uncachedInput',
  'cacheCreation5m',
  'cacheCreation1h',
  'cacheRead',
  'output',
  'fast',
  'overBand',
]);

export const priceTableSchema = z.object({
  version: z.string(),
  batchFactor: z.number(),
  usInferenceFactor: z.number(),
  webSearchUsdPerRequest: z.number(),
  models: z.array(
    z.object({
      id: z.string(),
      alsoMatch: z.array(z.string()),
      hasUsPremium: z.boolean(),
      sources: z.array(z.string()),
      confidence: z.enum(['official', 'part third-party', 'yours']),
      unofficial: z.array(unofficial).optional(),
      note: z.string().optional(),
      periods: z.array(period).min(1),
    }),
  ),
  withoutPrice: z.array(z.string()),
  sources: z.record(
    z.string(),
    z.object({
      kind: z.enum(['official', 'official-copy', 'third-party']),
      date: z.string(),
      what: z.string(),
      where: z.string(),
    }),
  ),
});

/** Throws on a malformed table: a bundled table is a programmer's mistake, not a user's. */
export const parsePriceTable = (json: unknown): z.infer<typeof priceTableSchema> =>
  priceTableSchema.parse(json);
