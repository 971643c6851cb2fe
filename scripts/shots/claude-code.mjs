import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A line as people have it: model and folder. */
const OWN_LINE =
  'input=$(cat); for part in .model.display_name .workspace.current_dir .version; ' +
  'do printf %s "$input" | jq -r "$part // empty" 2>/dev/null; done | paste -s -d " " -';

const RATE_LIMITS = { five_hour: 'five_hour', weekly: 'seven_day' };

/**
 * What Claude Code leaves in a home: transcripts, a file for each day, and its settings. Whatever
 * was there goes.
 * @param {string} home
 * @param {{ messages: readonly object[], hits: readonly object[] }} past
 */
export async function writeClaudeCode(home, { messages, hits }) {
  const folder = path.join(home, '.claude/projects/-home-ada-tide-tables');
  await rm(path.join(home, '.claude'), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const days = new Map();
  for (const row of [...messages.map(messageRow), ...hits.map(hitRow)]) {
    const day = row.timestamp.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  const settings = { model: 'opus', statusLine: { type: 'command', command: OWN_LINE } };
  await Promise.all([
    writeFile(path.join(home, '.claude/settings.json'), `${JSON.stringify(settings, null, 2)}\n`),
    ...[...days].map(([day, rows]) => writeFile(path.join(folder, `${day}.jsonl`), linesOf(rows))),
  ]);
}

const linesOf = (rows) =>
  rows
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');

const messageRow = ({ id, at, model, tokens }) => ({
  type: 'assistant',
  timestamp: new Date(at).toISOString(),
  requestId: `req_${id}`,
  message: {
    id: `msg_${id}`,
    model,
    role: 'assistant',
    content: [{ type: 'text', text: 'High water at six.' }],
    usage: {
      input_tokens: tokens.uncachedInput,
      output_tokens: tokens.output,
      cache_read_input_tokens: tokens.cacheRead,
      cache_creation_input_tokens: tokens.cacheCreation5m + tokens.cacheCreation1h,
      cache_creation: {
        ephemeral_5m_input_tokens: tokens.cacheCreation5m,
        ephemeral_1h_input_tokens: tokens.cacheCreation1h,
      },
    },
  },
});

const hitRow = ({ id, at, window, resetsAt }) => ({
  type: 'assistant',
  timestamp: new Date(at).toISOString(),
  uuid: id,
  isApiErrorMessage: true,
  error: 'rate_limit',
  apiErrorStatus: 429,
  quotaLimits: {
    status: 'rejected',
    rateLimitType: RATE_LIMITS[window],
    resetsAt: Math.round(resetsAt / 1_000),
  },
  message: {
    id: `msg_${id}`,
    model: '<synthetic>',
    role: 'assistant',
    content: [{ type: 'text', text: `You've hit your limit` }],
  },
});

/** A line for `tidemark limits import`. @param {object} reading @param {string} source */
export const readingLine = ({ window, pct, at, resetsAt }, source) =>
  JSON.stringify({
    kind: 'reading',
    meter: 'plan',
    window,
    at: new Date(at).toISOString(),
    start: new Date(resetsAt - LENGTHS[window]).toISOString(),
    end: new Date(resetsAt).toISOString(),
    pct,
    source,
  });

const HOUR_MS = 3_600_000;
const LENGTHS = { five_hour: 5 * HOUR_MS, weekly: 7 * 24 * HOUR_MS };

/** What Claude Code tells its status line. @param {readonly object[]} readings one of each window */
export const statusPayload = (readings) =>
  JSON.stringify({
    context_window: { used_percentage: 42 },
    rate_limits: Object.fromEntries(
      readings.map(({ window, pct, resetsAt }) => [
        RATE_LIMITS[window],
        { used_percentage: pct, resets_at: Math.round(resetsAt / 1_000) },
      ]),
    ),
  });
