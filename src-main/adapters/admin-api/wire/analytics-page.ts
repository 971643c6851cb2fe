import * as z from 'zod';
import { instant, optionalInstant, optionalText, wireObject } from '../page-schema.js';
import { dimensionFields } from './dimensions.js';

export const analytics = {
  version: '2026-10-21',
  beta: 'analytics-usage-cost-2026-08-24',
} as const;

/** Dimensions that nobody asks for here: null in every row. */
const UNREAD_DIMENSIONS = [
  'actor',
  'actor_type',
  'agent_id',
  'claude_tag_category',
  'claude_tag_user_id',
  'deployment_id',
  'environment_id',
  'organization_id',
  'product',
  'rbac_group_id',
  'session_id',
  'slack_channel_id',
  'user_profile_id',
];

/**
 * The default workspace has its real id here, where the legacy pair says null. Which one that is,
 * a report cannot tell, so the id stays; the list of names has it.
 */
export const analyticsGroup = <Shape extends z.ZodRawShape>(more: Shape) =>
  wireObject({ ...dimensionFields, ...more }, UNREAD_DIMENSIONS);

/** One row for each bucket and combination that has something. */
export const analyticsPage = <Shape extends z.ZodRawShape>(shape: Shape) =>
  wireObject({
    data: z.array(wireObject({ starting_at: instant, ending_at: instant, ...shape })),
    has_more: z.boolean(),
    next_page: optionalText,
    data_refreshed_at: optionalInstant,
  });
