import type { Instant } from '../shared/units.js';
import { DAY_MS, floorDay } from '../shared/units.js';
import type { ApiState, Endpoint, Json, JsonObject } from './api-exchange.js';
import { answerOk, badRequest } from './api-exchange.js';
import type { BilledAmount, BillLine } from './bill-lines.js';
import { billLines, centsText } from './bill-lines.js';
import { costKinds } from './cost-kinds.js';
import { createPageTokens } from './page-token.js';
import { createQueryReader } from './query-reader.js';
import { bucketTime, emptyRange, reportRange } from './report-range.js';
import { visibleEntries } from './visible-entries.js';

type CostDimension = 'workspace_id' | 'description';

/** GET cost_report: what was billed for each UTC day of the page. */
export const costReport: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query, ['group_by']);
  reader.choice('bucket_width', ['1d']);
  const groupBy = reader.choices<CostDimension>('group_by', ['workspace_id', 'description']);
  const limit = reader.limit(7, 31);
  const startingAt = reader.instant('starting_at');
  const endingAt = reader.instant('ending_at');
  if (startingAt === null) reader.fail('starting_at: field required.');
  if (reader.problem !== null || startingAt === null) return badRequest(reader.problem ?? '');

  const range = reportRange(startingAt, endingAt, DAY_MS, state.now);
  if (!range) return emptyRange();
  const tokens = createPageTokens(state.organization.id, request.path, request.query);
  const token = reader.text('page');
  const from = token === null ? range.from : tokens.read(token);
  if (from === null) return badRequest('page: not a token of this request.');

  const to = Math.min(from + limit * DAY_MS, range.to);
  const data: Json[] = [];
  for (let start = from; start < to; start += DAY_MS) {
    data.push({
      starting_at: bucketTime(start),
      ending_at: bucketTime(start + DAY_MS),
      results: costRows(state, start, groupBy),
    });
  }
  return answerOk({
    data,
    has_more: to < range.to,
    next_page: to < range.to ? tokens.issue(to) : null,
  });
};

function costRows(state: ApiState, day: Instant, groupBy: readonly CostDimension[]): Json[] {
  if (!state.openDayCost && day >= floorDay(state.now)) return [];
  const byWorkspace = groupBy.includes('workspace_id');
  const byDescription = groupBy.includes('description');
  const groups = new Map<string, { line: BillLine; microcents: number }>();
  const add = ({ line, microcents }: BilledAmount) => {
    const described = `${line.kind} ${line.model} ${line.serviceTier} ${line.contextWindow} ${line.inferenceGeo}`;
    const key = `${byWorkspace ? line.workspaceId : ''} ${byDescription ? described : ''}`;
    const group = groups.get(key) ?? { line, microcents: 0 };
    group.microcents += microcents;
    groups.set(key, group);
  };
  const span = { from: day, to: day + DAY_MS };
  for (const entry of visibleEntries(state, span, state.now - state.visibleAfterMs)) {
    for (const amount of billLines(entry, state.discount)) add(amount);
  }
  return [...groups.values()].map(({ line, microcents }) => ({
    amount: centsText(microcents),
    currency: 'USD',
    ...(byDescription ? describedFields(line) : emptyFields),
    workspace_id: byWorkspace ? line.workspaceId : null,
  }));
}

const emptyFields: JsonObject = {
  context_window: null,
  cost_type: null,
  description: null,
  inference_geo: null,
  model: null,
  service_tier: null,
  token_type: null,
};

function describedFields(line: BillLine): JsonObject {
  const { words, costType, tokenType } = costKinds[line.kind];
  const batch = line.serviceTier === 'batch' ? ' (Batch)' : '';
  return {
    context_window: line.contextWindow,
    cost_type: costType,
    description: line.model === null ? words : `${modelTitle(line.model)} Usage - ${words}${batch}`,
    inference_geo: line.inferenceGeo,
    model: line.model,
    service_tier: line.serviceTier,
    token_type: tokenType,
  };
}

/** claude-opus-5-5 -> Claude Opus 5.5 */
const modelTitle = (model: string) =>
  model
    .replace(/-\d{8}$/, '')
    .replace(/(\d)-(?=\d)/g, '$1.')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
