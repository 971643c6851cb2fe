import * as z from 'zod';
import type { PublishedLimit } from '../../../shared/usage.js';
import { openText, optionalText, tokenPage, wireObject } from '../page-schema.js';
import { cents } from './cents.js';

const scope = wireObject({
  type: openText(
    'organization',
    'workspace',
    'usage_tier',
    'user',
    'seat_tier',
    'rbac_group',
    'organization_service',
  ).min(1),
  workspace_id: optionalText,
  user_id: optionalText,
  seat_tier: optionalText,
  rbac_group_id: optionalText,
  service: optionalText,
}).refine(({ type, workspace_id }) => type !== 'workspace' || workspace_id, {
  path: ['workspace_id'],
  error: 'no workspace',
});

const spendLimit = wireObject(
  {
    amount: cents.refine((amount) => amount >= 0, 'negative').nullable(),
    currency: z.string().max(8),
    period: openText('daily', 'weekly', 'monthly'),
    scope,
    is_enabled: z.boolean().default(true),
  },
  ['id', 'type', 'created_at', 'updated_at'],
);

export const spendLimits = {
  path: '/spend_limits',
  version: '2026-10-21',
  beta: 'spend-limit-reads-2026-09-26',
  schema: tokenPage(spendLimit),
} as const;

/** None where it is switched off. */
export function mapSpendLimit(limit: z.infer<typeof spendLimit>): readonly PublishedLimit[] {
  if (!limit.is_enabled) return [];
  return [
    {
      kind: 'spend',
      workspaceId: limit.scope.workspace_id,
      group: groupOf(limit.scope),
      models: null,
      limiter: limit.period,
      value: limit.amount,
      ...(limit.currency === 'USD' ? {} : { currency: limit.currency }),
    },
  ];
}

/** A limit of one of many says of whom: two of them are two limits. */
function groupOf({ type, ...scoped }: z.infer<typeof scope>): string {
  const whose = scoped.user_id ?? scoped.seat_tier ?? scoped.rbac_group_id ?? scoped.service;
  return whose === null ? type : `${type}:${whose}`;
}
