import * as z from 'zod';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';

/* What may leave the client: our own words and nothing else. */

const count = z.int().min(0);
const text = z.string().nullable();
const instant = z.int().nullable();
const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });
const analyticsPage = <Item extends z.ZodType>(item: Item) =>
  page(item).extend({ refreshedAt: instant });

const tokens = z.strictObject({
  uncachedInput: count,
  cacheCreation5m: count,
  cacheCreation1h: count,
  cacheRead: count,
  output: count,
  webSearchRequests: count,
});
const priced = z.strictObject({
  model: text,
  serviceTier: text,
  contextWindow: text,
  inferenceGeo: text,
  speed: text,
});
const shares = z.strictObject({
  model: text,
  serviceTier: text,
  speed: text,
  workspaceId: text,
  apiKeyId: text,
});
const usageBucket = <Dimensions extends z.ZodType>(dimensions: Dimensions) =>
  z.strictObject({
    start: z.int().multipleOf(HOUR_MS),
    rows: z.array(z.strictObject({ dimensions, tokens, requests: count.exactOptional() })),
  });

export const organization = z.strictObject({ id: z.string().min(1), name: z.string() });
export const pricedUsage = page(usageBucket(priced));
export const shareUsage = page(usageBucket(shares));
export const analyticsPricedUsage = analyticsPage(
  usageBucket(priced.extend({ inferenceGeo: z.string() })),
);
export const analyticsShareUsage = analyticsPage(usageBucket(shares));

export const cost = page(
  z.strictObject({
    start: z.int().multipleOf(DAY_MS),
    rows: z.array(
      z.strictObject({
        workspaceId: text,
        description: text,
        costType: text,
        model: text,
        tokenType: text,
        serviceTier: text,
        contextWindow: text,
        inferenceGeo: text,
        currency: z.string(),
        amount: z.int(),
      }),
    ),
  }),
);

export const analyticsCost = analyticsPage(
  z.strictObject({
    start: z.int().multipleOf(HOUR_MS),
    dimensions: shares,
    costType: text,
    tokenType: text,
    currency: z.string(),
    amount: z.int(),
    listAmount: z.int(),
  }),
);

export const limits = page(
  z.strictObject({
    kind: z.enum(['rate', 'spend']),
    workspaceId: text,
    group: z.string().min(1),
    models: z.array(z.string()).nullable(),
    limiter: z.string(),
    value: count.nullable(),
    currency: z.string().optional(),
  }),
);

export const claudeCode = page(
  z.strictObject({
    actorType: z.string(),
    actor: text,
    customerType: text,
    subscriptionType: text,
    terminalType: text,
    isRemote: z.boolean(),
    sessions: count,
    linesAdded: count,
    linesRemoved: count,
    commits: count,
    pullRequests: count,
    models: z.array(
      z.strictObject({
        model: z.string(),
        uncachedInput: count,
        output: count,
        cacheRead: count,
        cacheCreation: count,
        estimated: count.nullable(),
      }),
    ),
    tools: z.array(z.strictObject({ tool: z.string(), accepted: count, rejected: count })),
  }),
);

export const labels = page(
  z.strictObject({
    kind: z.enum(['workspace', 'api_key', 'member']),
    id: z.string().min(1),
    name: z.string(),
    createdAt: instant,
    archivedAt: instant,
    status: text,
    hint: text,
  }),
);
