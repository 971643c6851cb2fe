import fc from 'fast-check';
import type {
  PricedDimensions,
  ShareDimensions,
  TokenCounts,
  UsageRow,
} from '../../src-main/shared/usage.js';

/** The same runs on every machine. */
export const seeded = { seed: 20_261_121, numRuns: 300 } as const;

const count = fc.oneof(fc.constant(0), fc.nat(20), fc.nat(2_000_000_000));

export const someTokens: fc.Arbitrary<TokenCounts> = fc.record({
  uncachedInput: count,
  cacheCreation5m: count,
  cacheCreation1h: count,
  cacheRead: count,
  output: count,
  webSearchRequests: fc.oneof(fc.constant(0), fc.nat(300)),
});

const model = fc.constantFrom(
  'claude-opus-5-5',
  'claude-haiku-5-5',
  'claude-sonnet-4-5-20250929',
  'claude-mythos-preview',
  null,
);
const serviceTier = fc.constantFrom('standard', 'batch', 'priority', null);
const speed = fc.constantFrom('standard', 'fast', null);

/** Who used something, and what it was: both reports tell a part of this. */
export interface Use {
  readonly dimensions: PricedDimensions & ShareDimensions;
  readonly tokens: TokenCounts;
}

export const someUse: fc.Arbitrary<Use> = fc.record({
  dimensions: fc.record({
    model,
    serviceTier,
    speed,
    contextWindow: fc.constantFrom('0-200k', '200k-1M', null),
    inferenceGeo: fc.constantFrom('us', 'global', 'not_available'),
    workspaceId: fc.constantFrom('wrkspc_a', 'wrkspc_b', null),
    apiKeyId: fc.constantFrom('apikey_a', 'apikey_b', 'apikey_c', null),
  }),
  tokens: someTokens,
});

export const pricedRowOf = ({ dimensions, tokens }: Use): UsageRow<PricedDimensions> => {
  const { model: name, serviceTier: tier, contextWindow, inferenceGeo, speed: pace } = dimensions;
  return {
    tokens,
    dimensions: { model: name, serviceTier: tier, contextWindow, inferenceGeo, speed: pace },
  };
};

export const shareRowOf = ({ dimensions, tokens }: Use): UsageRow<ShareDimensions> => {
  const { model: name, serviceTier: tier, speed: pace, workspaceId, apiKeyId } = dimensions;
  return {
    tokens,
    dimensions: { model: name, serviceTier: tier, speed: pace, workspaceId, apiKeyId },
  };
};
