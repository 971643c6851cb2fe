import type { ApiAnswer, ApiRequest, ApiState, JsonObject } from './api-exchange.js';
import { answerOk, badRequest } from './api-exchange.js';
import { createPageTokens } from './page-token.js';
import type { QueryReader } from './query-reader.js';

/** A list that is paged by token; everything in one page when no limit is asked. */
export function answerTokenPage(
  state: ApiState,
  request: ApiRequest,
  reader: QueryReader,
  objects: readonly JsonObject[],
): ApiAnswer {
  const limit = reader.limit(Math.max(objects.length, 1), 1000);
  const token = reader.text('page');
  const tokens = createPageTokens(state.organization.id, request.path, request.query);
  const first = token === null ? 0 : tokens.read(token);
  if (first === null) reader.fail('page: not a token of this request.');
  if (reader.problem !== null || first === null) return badRequest(reader.problem ?? '');
  const next = first + limit;
  return answerOk({
    data: objects.slice(first, next),
    next_page: next < objects.length ? tokens.issue(next) : null,
  });
}
