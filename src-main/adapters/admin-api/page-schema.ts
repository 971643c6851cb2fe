import * as z from 'zod';

/*
 * Shapes of the Admin API's answers (admin API reference, versions 2023-06-01 and 2026-10-21).
 * Unknown fields pass; newer fields may be missing; open sets stay text. A wrong required field
 * refuses the whole answer, so nothing partial is ever stored.
 */

const count = z.int().min(0).default(0);
const text = z.string().max(20_000);
const optionalText = text.nullish().transform((value) => value ?? null);

/** RFC 3339 with a zone, with or without fractions -> milliseconds since 1970. */
const instant = z.string().transform((value, context) => {
  const at = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) {
    context.addIssue({ code: 'custom', message: 'not an RFC 3339 time' });
    return z.NEVER;
  }
  return at;
});

const usageRow = z.object({
  uncached_input_tokens: count,
  cache_creation: z
    .object({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count })
    .nullish(),
  cache_read_input_tokens: count,
  output_tokens: count,
  server_tool_use: z.object({ web_search_requests: count }).nullish(),
  model: optionalText,
  service_tier: optionalText,
  context_window: optionalText,
  inference_geo: optionalText,
  speed: optionalText,
  workspace_id: optionalText,
  api_key_id: optionalText,
});
export type UsageWireRow = z.infer<typeof usageRow>;

const costRow = z.object({
  /** Cents with up to six decimals, as text: never read as a float. */
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,30})?$/),
  currency: z.string().max(8).default('USD'),
  cost_type: optionalText,
  description: optionalText,
  model: optionalText,
  token_type: optionalText,
  service_tier: optionalText,
  context_window: optionalText,
  inference_geo: optionalText,
  workspace_id: optionalText,
});
export type CostWireRow = z.infer<typeof costRow>;

const reportPage = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.array(z.object({ starting_at: instant, ending_at: instant, results: z.array(row) })),
    has_more: z.boolean().default(false),
    next_page: optionalText,
  });

export const usagePage = reportPage(usageRow);
export const costPage = reportPage(costRow);

export const organization = z.object({ id: text.min(1), name: text });

const listPage = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), has_more: z.boolean().default(false), last_id: optionalText });

export const workspacesPage = listPage(
  z.object({ id: text.min(1), name: text, archived_at: instant.nullish() }),
);
export const apiKeysPage = listPage(
  z.object({ id: text.min(1), name: text, status: text.default('active') }),
);

export const errorBody = z.object({
  error: z
    .object({
      type: z.string(),
      message: z.string().default(''),
      details: z.object({ error_code: z.string().optional() }).nullish(),
    })
    .optional(),
  request_id: z.string().nullish(),
});
