import type { Instant } from '../shared/units.js';
import { DAY_MS } from '../shared/units.js';
import type { Endpoint } from './api-exchange.js';
import { answerOk, badRequest } from './api-exchange.js';
import { claudeCodeRecords } from './claude-code-day.js';
import { createPageTokens } from './page-token.js';
import { createQueryReader } from './query-reader.js';

/** GET usage_report/claude_code: the records of one UTC day. */
export const claudeCodeReport: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query);
  const day: Instant | null = reader.date('starting_at');
  const limit = reader.limit(20, 1000);
  if (day === null) reader.fail('starting_at: a day as YYYY-MM-DD is required.');
  if (reader.problem !== null || day === null) return badRequest(reader.problem ?? '');
  const tokens = createPageTokens(state.organization.id, request.path, request.query);
  const token = reader.text('page');
  const first = token === null ? 0 : tokens.read(token);
  if (first === null) return badRequest('page: not a token of this request.');

  const records = claudeCodeRecords(state, { from: day, to: day + DAY_MS });
  const next = first + limit;
  const hasMore = next < records.length;
  return answerOk({
    data: records.slice(first, next),
    has_more: hasMore,
    next_page: hasMore ? tokens.issue(next) : null,
  });
};
