import { failed, ok, type Result } from '../../shared/result.js';
import { TOKEN_KINDS, type UsageRow } from '../../shared/usage.js';
import type { HeldGrain } from '../history-rows.js';

/**
 * More than anybody uses, and little enough that sums of a year of such hours, and a month of such
 * costs, are whole numbers still: a single absurd answer must not spoil every sum it enters.
 */
const MOST_TOKENS_AN_HOUR = 100_000_000_000;
const MOST_REQUESTS_AN_HOUR = 1_000_000_000;
/** $100,000 and $2.4 million in microcents. */
const MOST_COST_AN_HOUR = 10_000_000_000_000;
const MOST_COST_A_DAY = 240_000_000_000_000;

const refuse = (what: string) =>
  failed({ kind: 'unexpected-response', detail: `more ${what} than can be` });

/** The rows of one hour or minute, before they are priced. */
export function checkUse(rows: readonly UsageRow<unknown>[]): Result<null> {
  let tokens = 0;
  let requests = 0;
  for (const row of rows) {
    for (const kind of TOKEN_KINDS) {
      if (kind === 'webSearchRequests') requests += row.tokens[kind];
      else tokens += row.tokens[kind];
    }
    requests += row.requests ?? 0;
  }
  if (tokens > MOST_TOKENS_AN_HOUR) return refuse('tokens in an hour');
  return requests > MOST_REQUESTS_AN_HOUR ? refuse('requests in an hour') : ok(null);
}

/** Estimated or billed microcents of one bucket; credits count as charges do. */
export function checkCost(amounts: readonly number[], bucket: HeldGrain): Result<null> {
  const size = amounts.reduce((sum, amount) => sum + Math.abs(amount), 0);
  const most = bucket === 'hour' ? MOST_COST_AN_HOUR : MOST_COST_A_DAY;
  return size > most ? refuse(`cost in a${bucket === 'hour' ? 'n hour' : ' day'}`) : ok(null);
}
