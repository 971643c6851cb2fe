import * as z from 'zod';
import type { DayStart } from '../../../shared/units.js';
import type { CostBucket } from '../../../shared/usage.js';
import { instant, optionalText, reportPage, wireObject } from '../page-schema.js';
import { cents } from './cents.js';
import { contextWindow, costType, inferenceGeo, serviceTier, tokenType } from './open-sets.js';

const row = wireObject({
  amount: cents,
  currency: z.string().max(8).default('USD'),
  cost_type: costType,
  description: optionalText,
  model: optionalText,
  token_type: tokenType,
  service_tier: serviceTier,
  context_window: contextWindow,
  inference_geo: inferenceGeo,
  workspace_id: optionalText,
});
const bucket = wireObject({ starting_at: instant, ending_at: instant, results: z.array(row) });

/** What was billed, by the day. */
export const costReport = {
  path: '/cost_report',
  version: '2023-06-01',
  schema: reportPage(bucket),
} as const;

export const mapCostBucket = ({ starting_at, results }: z.infer<typeof bucket>): CostBucket => ({
  // Aligned to the day: checkBuckets has seen it.
  start: starting_at as DayStart,
  rows: results.map((result) => ({
    workspaceId: result.workspace_id,
    description: result.description,
    costType: result.cost_type,
    model: result.model,
    tokenType: result.token_type,
    serviceTier: result.service_tier,
    contextWindow: result.context_window,
    inferenceGeo: result.inference_geo,
    currency: result.currency,
    amount: result.amount,
  })),
});
