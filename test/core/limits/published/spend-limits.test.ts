import { describe, expect, it } from 'vitest';
import { listSpendLimits } from '../../../../src-main/core/limits/published/list-spend-limits.js';
import { weeklySpendLimit } from '../../../../src-main/core/limits/published/weekly-spend-limit.js';
import type { HeldLimit } from '../../../../src-main/shared/usage.js';
import { label, rateLimit, usd } from '../../../fakes/figures.js';

const NOW = 100;
const cap = (dollars: number | null, some: Partial<HeldLimit> = {}): HeldLimit => ({
  ...rateLimit(dollars === null ? null : usd(dollars)),
  kind: 'spend',
  group: 'organization',
  models: null,
  limiter: 'monthly',
  since: 10,
  until: null,
  ...some,
});

describe('caps on spend', () => {
  it('those in force are told with their period, the organization before workspaces', () => {
    const workspaceId = 'wrkspc_a';
    const limits = [
      cap(250, { group: 'workspace', workspaceId }),
      cap(800),
      cap(700, { until: 50 }),
      cap(1000, { group: 'usage_tier', currency: 'EUR' }),
      { ...cap(1), kind: 'rate' as const },
    ];
    expect(listSpendLimits(limits, [label({ id: workspaceId, name: 'Harbour' })])).toEqual([
      {
        scope: 'organization',
        workspaceName: null,
        period: 'monthly',
        microcents: usd(800),
        currency: null,
        since: 10,
      },
      {
        scope: 'usage_tier',
        workspaceName: null,
        period: 'monthly',
        microcents: usd(1000),
        currency: 'EUR',
        since: 10,
      },
      {
        scope: 'workspace',
        workspaceName: 'Harbour',
        period: 'monthly',
        microcents: usd(250),
        currency: null,
        since: 10,
      },
    ]);
  });
});

describe('the weekly limit of last resort', () => {
  const weekly = { limiter: 'weekly' };

  it('is the lower of the weekly caps that bind the whole organization', () => {
    const limits = [cap(80, weekly), cap(60, { ...weekly, group: 'usage_tier' }), cap(5)];
    expect(weeklySpendLimit(limits, NOW)).toBe(usd(60));
  });

  it.each([
    ['a monthly cap', cap(800)],
    ['a daily cap', cap(8, { limiter: 'daily' })],
    ['a cap that ended', cap(80, { ...weekly, until: NOW })],
    ['a cap of one workspace', cap(80, { ...weekly, workspaceId: 'wrkspc_a' })],
    ['a cap of one person', cap(80, { ...weekly, group: 'user:user_a' })],
    ['a cap in another currency', cap(80, { ...weekly, currency: 'EUR' })],
    ['a cap without an amount', cap(null, weekly)],
  ])('%s is none', (_, limit) => {
    expect(weeklySpendLimit([limit], NOW)).toBeNull();
  });
});
