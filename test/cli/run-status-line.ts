import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build-once.js';
import { NOW, NOW_TEXT } from './run-tidemark.js';

export const script = join(root, 'dist/cli/statusline.cjs');
export const RESET = NOW / 1000 + 3_600;
export const WEEK_RESET = NOW / 1000 + 3 * 86_400;
const usage = {
  input_tokens: 10,
  output_tokens: 5,
  cache_creation_input_tokens: 130,
  cache_read_input_tokens: 860,
};

export const payloadOf = (fiveHour: number, week: number, more: object = {}) => ({
  session_id: 'a-session-of-somebody',
  transcript_path: '/home/somebody/.claude/projects/secret.jsonl',
  model: { id: 'claude-opus-5', display_name: 'Opus \u001b[31m5' },
  context_window: { used_percentage: 42, current_usage: usage },
  rate_limits: {
    five_hour: { used_percentage: fiveHour, resets_at: RESET },
    seven_day: { used_percentage: week, resets_at: WEEK_RESET },
  },
  ...more,
});
export const PAYLOAD = payloadOf(31, 44);
export const NO_LIMITS = { context_window: PAYLOAD.context_window };
export const LINE = 'Context 42% | 5h 31% | Week 44% | Cache 86%\n';

/** The status line as Claude Code would run it, in a data folder of its own. */
export function run(
  data: string,
  input: object | string | Buffer,
  env: Record<string, string> = {},
) {
  const isRaw = typeof input === 'string' || Buffer.isBuffer(input);
  return spawnSync(process.execPath, [script, '--data-dir', data], {
    input: isRaw ? input : JSON.stringify(input),
    encoding: 'utf8',
    env: { TIDEMARK_NOW: NOW_TEXT, ...env },
    cwd: data,
  });
}

export const quiet = (line: string) => ({ status: 0, stdout: line, stderr: '' });
export const recorded = (data: string) => readdirSync(join(data, 'readings')).sort();
