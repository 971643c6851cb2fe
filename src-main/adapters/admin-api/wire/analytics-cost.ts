import * as z from 'zod';
import type { HourStart } from '../../../shared/units.js';
import type { HourCostRow } from '../../../shared/usage.js';
import { wireObject } from '../page-schema.js';
import { analytics, analyticsGroup, analyticsPage } from './analytics-page.js';
import { cents } from './cents.js';
import { mapShareDimensions } from './dimensions.js';
import { costType, tokenType } from './open-sets.js';

const cost = wireObject(
  { amount: cents, list_amount: cents, currency: z.string().max(8).default('USD') },
  ['requests'],
);

export const analyticsCost = {
  ...analytics,
  path: '/analytics/cost',
  schema: analyticsPage({
    group: analyticsGroup({ cost_type: costType, token_type: tokenType }),
    cost,
  }),
} as const;

type Row = z.infer<typeof analyticsCost.schema>['data'][number];

export const mapAnalyticsCost = ({ starting_at, group, cost: billed }: Row): HourCostRow => ({
  // Aligned to the hour: checkBuckets has seen it.
  start: starting_at as HourStart,
  dimensions: mapShareDimensions(group),
  costType: group.cost_type,
  tokenType: group.token_type,
  currency: billed.currency,
  amount: billed.amount,
  listAmount: billed.list_amount,
});
