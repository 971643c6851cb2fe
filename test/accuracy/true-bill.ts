import { DAY_MS, HOUR_MS, type Instant } from '../../src-main/shared/units.js';
import { RATE_SCALE, scaledRates, WEB_SEARCH_MICROCENTS } from '../cli/own-rates.js';
import { createCodeExecution } from './code-execution.js';
import type { SimulatedOrganization } from './organization.js';
import type { UseEntry } from './use-entries.js';
import type { WorkLevel } from './work-level.js';

/** Part of the bill, before anything is rounded. */
export interface Charge {
  readonly at: Instant;
  readonly workspaceId: string | null;
  readonly apiKeyId: string | null;
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly inferenceGeo: string | null;
  readonly contextWindow: string | null;
  readonly costType: 'tokens' | 'web_search' | 'code_execution';
  readonly tokenType: string | null;
  /** Microcents times FRACTION. */
  readonly exact: bigint;
}

/** A microcent in the parts that every rate, discount and surcharge makes whole. */
const FRACTION = RATE_SCALE * 1000n * 1000n;
const WHOLE = 1000n;

const TOKEN_TYPES = [
  'uncached_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'cache_read_input_tokens',
  'output_tokens',
] as const;

/** What models are billed that our price table does not know. */
const UNKNOWN_RATES: Readonly<Record<string, readonly number[]>> = {
  'claude-mythos-preview': [10, 12.5, 20, 1, 50],
  'claude-lyric-1': [6, 7.5, 12, 0.3, 30],
};
/** Haiku's prompts over 100k tokens cost five times as much. */
const LONG_FACTOR = 5n;

/** All charges of an organization by rules of this file's own; nothing is asked of the app. */
export function createBill(
  organization: SimulatedOrganization,
  entriesOf: (hour: Instant) => readonly UseEntry[],
  levelOf: WorkLevel,
) {
  const codeExecution = createCodeExecution(organization, levelOf);
  const billed = new WeakMap<UseEntry, number>();

  const chargesOf = (hour: Instant): readonly Charge[] => [
    ...entriesOf(hour).flatMap((entry) => chargesFor(entry, organization)),
    ...containers(hour),
  ];

  function containers(hour: Instant): readonly Charge[] {
    const microcentsOfHour = codeExecution(hour);
    if (microcentsOfHour === 0) return [];
    return [
      {
        ...NO_MODEL,
        at: hour + HOUR_MS / 2,
        workspaceId: 'wrkspc_research',
        apiKeyId: null,
        costType: 'code_execution',
        exact: BigInt(microcentsOfHour) * FRACTION,
      },
    ];
  }

  function billedFor(entry: UseEntry): number {
    const charged = billed.get(entry);
    if (charged !== undefined) return charged;
    const sum = microcents(chargesFor(entry, organization));
    billed.set(entry, sum);
    return sum;
  }

  const hoursOf = (from: Instant, to: Instant) =>
    Array.from({ length: Math.ceil((to - from) / HOUR_MS) }, (_, index) => from + index * HOUR_MS);

  return {
    dayCharges: (day: Instant) => hoursOf(day, day + DAY_MS).flatMap(chargesOf),
    /** Microcents that are billed in the end for [from, to). */
    billedBetween(from: Instant, to: Instant): number {
      let sum = 0;
      for (const hour of hoursOf(Math.floor(from / HOUR_MS) * HOUR_MS, to)) {
        for (const entry of entriesOf(hour)) {
          if (entry.at >= from && entry.at < to) sum += billedFor(entry);
        }
        sum += microcents(containers(hour).filter(({ at }) => at >= from && at < to));
      }
      return sum;
    },
    /** The part of it whose use the reports do not tell at that time. */
    untoldBetween(from: Instant, to: Instant, seenAt: Instant): number {
      let sum = 0;
      for (const hour of hoursOf(Math.floor(from / HOUR_MS) * HOUR_MS, to)) {
        for (const entry of entriesOf(hour)) {
          const isTold = entry.visibleAt < seenAt;
          if (entry.at >= from && entry.at < to && !isTold) sum += billedFor(entry);
        }
      }
      return sum;
    },
  };
}

export type Bill = ReturnType<typeof createBill>;

const NO_MODEL = {
  model: null,
  serviceTier: null,
  inferenceGeo: null,
  contextWindow: null,
  tokenType: null,
} as const;

const microcents = (charges: readonly Charge[]) =>
  charges.reduce((sum, { exact }) => sum + Number(exact) / Number(FRACTION), 0);

function chargesFor(entry: UseEntry, organization: SimulatedOrganization): readonly Charge[] {
  const { series, at } = entry;
  // Committed capacity is paid elsewhere.
  if (series.serviceTier === 'priority') return [];
  const discount = organization.discounts.findLast(({ from }) => from <= at)?.permille ?? WHOLE;
  const hidden = organization.hiddenPrices.find(
    ({ model, from }) => model === series.model && from <= at,
  );
  const factor = discount * (hidden?.permille ?? WHOLE) * (entry.isLong ? LONG_FACTOR : 1n);
  const rates = ratesFor(entry);
  const { workspaceId, apiKeyId, model, serviceTier, inferenceGeo, contextWindow } = series;
  const tokens = entry.counts.flatMap((count, index): Charge[] =>
    count === 0
      ? []
      : [
          {
            at,
            workspaceId,
            apiKeyId,
            model,
            serviceTier,
            inferenceGeo,
            contextWindow,
            costType: 'tokens',
            tokenType: TOKEN_TYPES[index] ?? null,
            exact: BigInt(count) * (rates[index] ?? 0n) * factor,
          },
        ],
  );
  if (entry.searches === 0) return tokens;
  const exact = BigInt(entry.searches) * WEB_SEARCH_MICROCENTS * FRACTION;
  return [...tokens, { ...NO_MODEL, at, workspaceId, apiKeyId, costType: 'web_search', exact }];
}

function ratesFor({ series, at }: UseEntry): readonly bigint[] {
  const unknown = UNKNOWN_RATES[series.model];
  if (unknown) return unknown.map((usd) => BigInt(Math.round(usd * 100)) * RATE_SCALE);
  const rates = scaledRates(
    {
      model: series.model,
      tier: series.serviceTier,
      window: series.contextWindow,
      geo: series.inferenceGeo,
      speed: series.speed,
    },
    new Date(at).toISOString().slice(0, 10),
  );
  if (!rates) throw new Error(`no price for ${series.model}`);
  return rates;
}

/** Charges joined to lines of whole microcents, each rounded once. */
export function billLines<Key extends string>(
  charges: readonly Charge[],
  keyOf: (charge: Charge) => Key,
): ReadonlyMap<Key, { readonly sample: Charge; readonly microcents: number }> {
  const sums = new Map<Key, { sample: Charge; exact: bigint }>();
  for (const charge of charges) {
    const key = keyOf(charge);
    const sum = sums.get(key);
    sums.set(key, { sample: sum?.sample ?? charge, exact: (sum?.exact ?? 0n) + charge.exact });
  }
  return new Map(
    [...sums].map(([key, { sample, exact }]) => [
      key,
      { sample, microcents: Number((exact * 2n + FRACTION) / (FRACTION * 2n)) },
    ]),
  );
}
