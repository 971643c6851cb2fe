import { failed, ok, type Result } from '../../shared/result.js';
import type { DayStart, Span } from '../../shared/units.js';
import type { ClaudeCodeRecord } from '../../shared/usage.js';
import { fetchPages } from './fetch-pages.js';
import { persist } from './persist.js';
import type { SyncTools } from './sync-tools.js';

/** Claude Code's own account of one closed UTC day. */
export async function syncClaudeCode(span: Span, tools: SyncTools): Promise<Result<null>> {
  const { api, key, history, signal, wait, now } = tools;
  // Planned from the start of a UTC day.
  const day = span.from as DayStart;
  const records = await fetchPages(
    (page) => api.fetchClaudeCode(key, day, { page, signal }),
    signal,
  );
  if (!records.ok) return records;
  const single = countOnce(records.value);
  if (!single.ok) return single;
  if (single.value.length === 0 && history.readClaudeCode(span).length > 0) {
    return failed({ kind: 'source-empty' });
  }
  return persist(() => history.replaceClaudeCodeDay(day, single.value, now()), wait, signal);
}

/** One record for each actor, terminal, customer type and place: the same one again is the same. */
function countOnce(records: readonly ClaudeCodeRecord[]): Result<readonly ClaudeCodeRecord[]> {
  const known = new Map<string, ClaudeCodeRecord>();
  for (const record of records) {
    const { actorType, actor, terminalType, customerType, subscriptionType, isRemote } = record;
    const key = JSON.stringify([
      actorType,
      actor,
      terminalType,
      customerType,
      subscriptionType,
      isRemote,
    ]);
    const before = known.get(key);
    if (before && JSON.stringify(before) !== JSON.stringify(record)) {
      return failed({ kind: 'unexpected-response', detail: 'the same record with other figures' });
    }
    known.set(key, record);
  }
  return ok([...known.values()]);
}
