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
});

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
      confidence: z.string(),
      periods: z.array(period).min(1),
    }),
  ),
  withoutPrice: z.array(z.string()),
});

/** Throws on a malformed table: a bundled table is a programmer's mistake, not a user's. */
export const parsePriceTable = (json: unknown): z.infer<typeof priceTableSchema> =>
  priceTableSchema.parse(json);
