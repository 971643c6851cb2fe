import type { PlanMessage } from '../../../core/limits/limit-ports.js';
import type { Instant } from '../../../shared/units.js';
import { TOKEN_KINDS, type TokenCounts } from '../../../shared/usage.js';
import { isObject, type Row } from './parse-line.js';
import { rowTime } from './row-time.js';
import { shortHash } from './short-hash.js';

/** More tokens than any answer has: such a count is damage. */
const MAX_COUNT = 1e12;
/** Models of plans have plain names; an inference profile would carry an account's number. */
const MODEL_NAME = /^[A-Za-z0-9][\w.@[\]-]{0,99}$/;

/** The use that a row tells; null: none, or not credible. */
export function messageOfRow(row: Row, now: Instant): PlanMessage | null {
  const { message } = row;
  if (row.type !== 'assistant' || !isObject(message) || !isObject(message.usage)) return null;
  const { model } = message;
  const at = rowTime(row.timestamp, now);
  const id = idOf(row, message);
  const tokens = tokensOf(message.usage);
  if (at === null || id === null || tokens === null) return null;
  if (typeof model !== 'string' || !MODEL_NAME.test(model)) return null;
  return { id, at, model, tokens };
}

/**
 * The API's message id is unique and stays the same in every copy: of a content block, of a resumed
 * session, of a sidechain. The request's id may be missing in copies, so it only stands in.
 */
function idOf(row: Row, message: Row): string | null {
  const id = [message.id, row.requestId, row.uuid].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return typeof id === 'string' ? shortHash('message', id) : null;
}

function tokensOf(usage: Row): TokenCounts | null {
  const split = isObject(usage.cache_creation) ? usage.cache_creation : {};
  const tools = isObject(usage.server_tool_use) ? usage.server_tool_use : {};
  const written5m = countOf(split.ephemeral_5m_input_tokens);
  const cacheCreation1h = countOf(split.ephemeral_1h_input_tokens);
  const written = countOf(usage.cache_creation_input_tokens);
  const tokens: TokenCounts = {
    uncachedInput: countOf(usage.input_tokens),
    // What the split leaves out was written for five minutes, as before there was a split.
    cacheCreation5m: written5m + Math.max(0, written - written5m - cacheCreation1h),
    cacheCreation1h,
    cacheRead: countOf(usage.cache_read_input_tokens),
    output: countOf(usage.output_tokens),
    webSearchRequests: countOf(tools.web_search_requests),
  };
  const counts = TOKEN_KINDS.map((kind) => tokens[kind]);
  return counts.some(Number.isNaN) || counts.every((count) => count === 0) ? null : tokens;
}

/** NaN: not a count, which makes the whole row not credible. */
function countOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const isCount = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_COUNT;
  return isCount ? Number(value) : Number.NaN;
}
