import * as z from 'zod';
import type { HourStart } from '../../../shared/units.js';
import type { UsageBucket } from '../../../shared/usage.js';
import { instant, reportPage, wireObject } from '../page-schema.js';
import { dimensionFields, type WireDimensions } from './dimensions.js';
import { cacheCreation, mapTokens, tokenFields } from './token-counts.js';

const row = wireObject(
  { ...dimensionFields, ...tokenFields, cache_creation: cacheCreation.nullish() },
  ['account_id', 'service_account_id'],
);
const bucket = wireObject({ starting_at: instant, ending_at: instant, results: z.array(row) });

/** Usage of the legacy pair: every bucket of the span, empty ones included. */
export const usageReport = {
  path: '/usage_report/messages',
  version: '2023-06-01',
  /** Without it the report refuses to group by speed. */
  beta: 'fast-mode-2026-02-01',
  schema: reportPage(bucket),
} as const;

export const mapUsageBucket = <Dimensions>(
  { starting_at, results }: z.infer<typeof bucket>,
  mapDimensions: (row: WireDimensions) => Dimensions,
): UsageBucket<Dimensions> => ({
  // Aligned to the width asked for: checkBuckets has seen it.
  start: starting_at as HourStart,
  rows: results.map((result) => ({
    dimensions: mapDimensions(result),
    tokens: mapTokens(result),
  })),
});
