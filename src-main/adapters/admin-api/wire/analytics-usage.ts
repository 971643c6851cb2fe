import type * as z from 'zod';
import type { HourStart } from '../../../shared/units.js';
import type { PricedDimensions, UsageBucket } from '../../../shared/usage.js';
import { count, wireObject } from '../page-schema.js';
import { analytics, analyticsGroup, analyticsPage } from './analytics-page.js';
import { mapPricedDimensions, type WireDimensions } from './dimensions.js';
import { cacheCreation, mapTokens, tokenFields } from './token-counts.js';

const usage = wireObject(
  { ...tokenFields, cache_creation: cacheCreation, requests: count.nullable().default(null) },
  ['total_tokens'],
);

export const analyticsUsage = {
  ...analytics,
  path: '/analytics/usage',
  schema: analyticsPage({ group: analyticsGroup({}), usage }),
} as const;

type Row = z.infer<typeof analyticsUsage.schema>['data'][number];

/** Each row is a part of its bucket. */
export const mapAnalyticsUsage = <Dimensions>(
  { starting_at, group, usage: { requests, ...tokens } }: Row,
  mapDimensions: (group: WireDimensions) => Dimensions,
): UsageBucket<Dimensions> => ({
  // Aligned to the width asked for: checkBuckets has seen it.
  start: starting_at as HourStart,
  rows: [
    {
      dimensions: mapDimensions(group),
      tokens: mapTokens(tokens),
      ...(requests === null ? {} : { requests }),
    },
  ],
});

/** Null stands here for what the legacy pair calls `not_available`. */
export const mapAnalyticsPricedDimensions = (group: WireDimensions): PricedDimensions => ({
  ...mapPricedDimensions(group),
  inferenceGeo: group.inference_geo ?? 'not_available',
});
