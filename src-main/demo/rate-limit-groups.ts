import type { Instant } from '../shared/units.js';

export const groupTypes = [
  'model_group',
  'batch',
  'files',
  'skills',
  'token_count',
  'web_search',
] as const;

export interface LimitGroup {
  readonly type: (typeof groupTypes)[number];
  readonly title?: string;
  readonly models?: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

const perMinute = (requests: number, input: number, output: number) => ({
  requests_per_minute: requests,
  input_tokens_per_minute_cache_aware: input,
  output_tokens_per_minute: output,
});

/** Small ones: the busiest minutes of this organization come near them and stay below. */
const limitGroups: readonly LimitGroup[] = [
  {
    type: 'model_group',
    title: 'Claude Fable 5.x',
    models: ['claude-fable-5', 'claude-fable-5-1', 'claude-fable-5-2'],
    limits: perMinute(50, 60_000, 8_000),
  },
  {
    type: 'model_group',
    title: 'Claude Opus 5.x',
    models: ['claude-opus-5', 'claude-opus-5-5'],
    limits: { ...perMinute(50, 100_000, 8_000), fast_itpmca: 100_000, fast_otpm: 8_000 },
  },
  {
    type: 'model_group',
    title: 'Claude Opus 4.x',
    models: ['claude-opus-4-5', 'claude-opus-4-6', 'claude-opus-4-7', 'claude-opus-4-8'],
    limits: perMinute(50, 100_000, 8_000),
  },
  {
    type: 'model_group',
    title: 'Claude Sonnet 5.x',
    models: ['claude-sonnet-5', 'claude-sonnet-5-5'],
    limits: perMinute(50, 150_000, 8_000),
  },
  {
    type: 'model_group',
    title: 'Claude Sonnet 4.x',
    models: ['claude-sonnet-4-5', 'claude-sonnet-4-6'],
    limits: perMinute(50, 100_000, 8_000),
  },
  {
    type: 'model_group',
    title: 'Claude Haiku 5.5',
    models: ['claude-haiku-5-5'],
    limits: perMinute(50, 50_000, 10_000),
  },
  {
    type: 'model_group',
    title: 'Claude Haiku 4.5',
    models: ['claude-haiku-4-5'],
    limits: perMinute(50, 50_000, 10_000),
  },
  { type: 'batch', limits: { enqueued_batch_requests: 300_000 } },
  { type: 'files', limits: { requests_per_minute: 500 } },
  { type: 'token_count', limits: { requests_per_minute: 4_000 } },
  { type: 'web_search', limits: { tool_uses_per_second: 30 } },
];

/** From one moment on, one limit of one group is another. */
export interface LimitChange {
  readonly at: Instant;
  /** A title such as `Claude Opus 5.x`, or the type of a group that has none. */
  readonly group: string;
  readonly limiter: string;
  readonly value: number;
}

export const groupName = (group: LimitGroup) => group.title ?? group.type;

/** The groups as they are at one moment. */
export function limitGroupsAt(now: Instant, change: LimitChange | null): readonly LimitGroup[] {
  if (change === null || now < change.at) return limitGroups;
  return limitGroups.map((group) =>
    groupName(group) === change.group
      ? { ...group, limits: { ...group.limits, [change.limiter]: change.value } }
      : group,
  );
}
