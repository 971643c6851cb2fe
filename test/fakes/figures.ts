import type { Coverage } from '../../src-main/core/coverage.js';
import type {
  DayReport,
  PricedBucket,
  StoredHour,
  UsageTotal,
} from '../../src-main/core/history-rows.js';
import type { CostOfHour } from '../../src-main/core/money/read-hour-costs.js';
import { estimateCosts } from '../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import { splitCosts } from '../../src-main/core/pricing/split-costs.js';
import { type HeldFigures, NOTHING_HELD } from '../../src-main/core/snapshot/read-held-figures.js';
import type { HeldUsage } from '../../src-main/core/usage/cut-hours.js';
import type { HeldCuts } from '../../src-main/core/usage/part-before.js';
import {
  type DayStart,
  estimated,
  floorDay,
  floorHour,
  HOUR_MS,
  type HourStart,
  reported,
} from '../../src-main/shared/units.js';
import {
  type ClaudeCodeRecord,
  type CostRow,
  type HourCostRow,
  type Label,
  NO_TOKENS,
  type PricedDimensions,
  type PublishedLimit,
  type ShareDimensions,
  type TokenCounts,
  type UsageBucket,
} from '../../src-main/shared/usage.js';

export const at = (text: string) => Date.parse(text);
export const hourAt = (text: string): HourStart => floorHour(at(text));
export const dayAt = (text: string): DayStart => floorDay(at(text));
/** Microcents of dollars. */
export const usd = (dollars: number) => Math.round(dollars * 100_000_000);

export const tokens = (some: Partial<TokenCounts> = {}): TokenCounts => ({ ...NO_TOKENS, ...some });

export const priced = (some: Partial<PricedDimensions> = {}): PricedDimensions => ({
  model: 'claude-sonnet-4-5-20250929',
  serviceTier: 'standard',
  contextWindow: '0-200k',
  inferenceGeo: 'not_available',
  speed: 'standard',
  ...some,
});

export const shared = (some: Partial<ShareDimensions> = {}): ShareDimensions => ({
  model: 'claude-sonnet-4-5-20250929',
  serviceTier: 'standard',
  speed: 'standard',
  workspaceId: null,
  apiKeyId: null,
  ...some,
});

export const costRow = (cents: number, some: Partial<CostRow> = {}): CostRow => ({
  workspaceId: null,
  description: 'Claude Sonnet 4.5 Usage - Output Tokens',
  costType: 'tokens',
  model: 'claude-sonnet-4-5-20250929',
  tokenType: 'output_tokens',
  serviceTier: 'standard',
  contextWindow: '0-200k',
  inferenceGeo: 'global',
  currency: 'USD',
  amount: reported(Math.round(cents * 1_000_000)),
  ...some,
});

/** One line of the hourly bill. */
export const hourCost = (
  start: number,
  cents: number,
  {
    dimensions,
    ...some
  }: Partial<Omit<HourCostRow, 'dimensions'>> & {
    readonly dimensions?: Partial<ShareDimensions>;
  } = {},
): HourCostRow => ({
  start: floorHour(start),
  dimensions: shared(dimensions),
  costType: 'tokens',
  tokenType: 'output_tokens',
  currency: 'USD',
  amount: reported(Math.round(cents * 1_000_000)),
  listAmount: reported(Math.round(cents * 1_000_000)),
  ...some,
});

export const rateLimit = (value: number | null, some: Partial<PublishedLimit> = {}) =>
  ({
    kind: 'rate',
    workspaceId: null,
    group: 'claude-sonnet',
    models: ['claude-sonnet-4-5'],
    limiter: 'output_tokens_per_minute',
    value,
    ...some,
  }) satisfies PublishedLimit;

export const hourTotal = (
  start: number,
  estimate: number | null,
  counts: TokenCounts = tokens({ output: 1000 }),
): UsageTotal => ({
  start,
  tokens: counts,
  estimated: estimate === null ? null : estimated(estimate),
});

export const dayReport = (
  start: DayStart,
  amount: number | null,
  fetchedAt: number,
): DayReport => ({ start, reported: amount === null ? null : reported(amount), fetchedAt });

/** An hour priced and split as a sync does it. Throws when the two sides do not fit. */
export function storedHour(
  usage: UsageBucket<PricedDimensions>,
  shares: UsageBucket<ShareDimensions>['rows'],
): StoredHour {
  const rows = pricedBucket(usage).rows;
  const split = splitCosts(rows, shares);
  if (!split) throw new Error('the shares do not fit the priced rows');
  return { start: usage.start as HourStart, rows, shares: split };
}

export const pricedBucket = <Start extends number>(bucket: {
  readonly start: Start;
  readonly rows: UsageBucket<PricedDimensions>['rows'];
}): PricedBucket<Start> => ({
  start: bucket.start,
  rows: bucket.rows.map((row) => ({
    ...row,
    costs: estimateCosts(priceTable, row.dimensions, row.tokens, bucket.start),
  })),
});

export const coverageOf = (some: Partial<Coverage> = {}): Coverage => ({
  ...NOTHING_HELD.coverage,
  ...some,
});

/** Hours that cost what was estimated, as they do before any bill is known. */
export function estimatedHours(
  hours: readonly UsageTotal[],
  fetchedHours: ReadonlyMap<number, number>,
): Map<number, CostOfHour> {
  const costs = new Map<number, CostOfHour>();
  for (const start of fetchedHours.keys()) {
    costs.set(start, { microcents: 0, basis: 'estimated', plain: null });
  }
  for (const { start, estimated: microcents } of hours) {
    costs.set(start, {
      microcents,
      basis: microcents === null ? null : 'estimated',
      plain: microcents,
    });
  }
  return costs;
}

export const heldFigures = (some: Partial<HeldFigures> = {}): HeldFigures => {
  const held = { ...NOTHING_HELD, ...some };
  const hourCosts = estimatedHours(held.hours, held.coverage.hours);
  const coverage = { ...held.coverage, minuteHours: minutesHeld(held) };
  return { ...held, hourCosts, ...some, coverage };
};

/** Of an hour whose minutes are given they were read late enough, unless it is said when. */
const minutesHeld = ({ minutes, coverage }: Pick<HeldFigures, 'minutes' | 'coverage'>) =>
  new Map([
    ...[...minutes.keys()].map((hour): [number, number] => [hour, hour + 2 * HOUR_MS]),
    ...coverage.minuteHours,
  ]);

/** What tells how hours are parted; long ago, unless it is said when they were fetched. */
export const heldCuts = (some: Partial<HeldCuts> = {}): HeldCuts => {
  const minutes = some.minutes ?? new Map();
  const coverage = { ...coverageOf(), ...some.coverage };
  return {
    now: at('2027-01-01T00:00:00Z'),
    ...some,
    minutes,
    coverage: { ...coverage, minuteHours: minutesHeld({ minutes, coverage }) },
  };
};

export const heldUsage = (some: Partial<HeldUsage> = {}): HeldUsage => ({
  hours: new Map(),
  ...some,
  ...heldCuts(some),
});

export const label = (some: Partial<Label> = {}): Label => ({
  kind: 'workspace',
  id: 'wrkspc_a',
  name: 'Harbour',
  createdAt: null,
  archivedAt: null,
  status: null,
  hint: null,
  ...some,
});

/** The same instant for every start of the span. */
export function fetched(
  from: number,
  to: number,
  widthMs: number,
  when: number,
): Map<number, number> {
  const times = new Map<number, number>();
  for (let start = from; start < to; start += widthMs) times.set(start, when);
  return times;
}

export const claudeCodeRecord: ClaudeCodeRecord = {
  actorType: 'user_actor',
  actor: 'ada@example.com',
  customerType: 'api',
  subscriptionType: null,
  terminalType: 'vscode',
  isRemote: false,
  sessions: 3,
  linesAdded: 10,
  linesRemoved: 4,
  commits: 1,
  pullRequests: 0,
  models: [],
  tools: [],
};
