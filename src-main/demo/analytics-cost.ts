import { parseAnalyticsQuery } from './analytics-query.js';
import type { AnalyticsGroup } from './analytics-rows.js';
import { answerRows, boundsOf, groupEntries, groupObject, sortRows } from './analytics-rows.js';
import type { Endpoint, JsonObject } from './api-exchange.js';
import { billLines, centsText } from './bill-lines.js';
import { costKinds } from './cost-kinds.js';

const rules = {
  orders: ['amount', 'list_amount', 'time'],
  fanOut: ['cost_type', 'token_type'],
} as const;

type FanOut = (typeof rules.fanOut)[number];
type Order = (typeof rules.orders)[number];

/** One part of a row: all of it unless it is split. */
interface Part {
  readonly costType: string | null;
  readonly tokenType: string | null;
  microcents: number;
  listMicrocents: number;
}

interface Cost {
  readonly group: AnalyticsGroup;
  readonly parts: readonly Part[];
  readonly requests: number;
}

const sum = (parts: readonly Part[], amount: (part: Part) => number) =>
  parts.reduce((total, part) => total + amount(part), 0);

const sizes: Readonly<Record<Order, (cost: Cost) => number>> = {
  amount: ({ parts }) => sum(parts, ({ microcents }) => microcents),
  list_amount: ({ parts }) => sum(parts, ({ listMicrocents }) => listMicrocents),
  time: ({ group }) => group.span.from,
};

/** GET analytics/cost: what the used combinations were billed, by the minute if need be. */
export const analyticsCost: Endpoint = (state, request) => {
  const parsed = parseAnalyticsQuery(state, request, rules);
  if ('refusal' in parsed) return parsed.refusal;
  const { query } = parsed;
  const costs = groupEntries(state, query)
    .map((group) => costOf(group, query.fanOut, state.discount))
    // Committed capacity is no part of the bill.
    .filter(({ requests }) => requests > 0);
  const rows = sortRows(costs, query, sizes[query.orderBy]);
  return answerRows(state, query, rows, ({ group, parts, requests }) => {
    const grouped = groupObject(group.sample, query.groupBy, query.owner);
    return parts.map((part) => ({
      ...boundsOf(group.span),
      group: { ...grouped, cost_type: part.costType, token_type: part.tokenType },
      cost: costObject(part, query.fanOut.length > 0 ? null : requests),
    }));
  });
};

function costOf(group: AnalyticsGroup, fanOut: readonly FanOut[], discount: number): Cost {
  const parts = new Map<string, Part>();
  let requests = 0;
  for (const entry of group.entries) {
    const lines = billLines(entry, discount);
    if (lines.length > 0) requests += 1;
    for (const { line, microcents, listMicrocents } of lines) {
      const costType = fanOut.includes('cost_type') ? costKinds[line.kind].costType : null;
      const tokenType = fanOut.includes('token_type') ? costKinds[line.kind].tokenType : null;
      const key = `${costType} ${tokenType}`;
      const part = parts.get(key) ?? { costType, tokenType, microcents: 0, listMicrocents: 0 };
      part.microcents += microcents;
      part.listMicrocents += listMicrocents;
      parts.set(key, part);
    }
  }
  return { group, parts: [...parts.values()], requests };
}

const costObject = (part: Part, requests: number | null): JsonObject => ({
  amount: centsText(part.microcents),
  list_amount: centsText(part.listMicrocents),
  currency: 'USD',
  requests,
});
