import { failed, type Result } from '../../shared/result.js';
import type { DayStart, Span } from '../../shared/units.js';
import { fetchPages } from './fetch-pages.js';
import { persist } from './persist.js';
import type { SyncTools } from './run-sync.js';

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
  if (records.value.length === 0 && history.readClaudeCode(span).length > 0) {
    return failed({ kind: 'source-empty' });
  }
  return persist(() => history.replaceClaudeCodeDay(day, records.value, now()), wait, signal);
}
