import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../scripts/command.mjs';

const tidemark = fileURLToPath(new URL('../../bin/tidemark.mjs', import.meta.url));
const lineScript = fileURLToPath(new URL('../../dist/cli/statusline.cjs', import.meta.url));
const commandLine = fileURLToPath(new URL('../../dist/cli/cli.cjs', import.meta.url));

/** What Claude Code says, and an hour and a week that still run. */
const payload = () =>
  JSON.stringify({
    context_window: {
      used_percentage: 42,
      current_usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 130,
        cache_read_input_tokens: 860,
      },
    },
    rate_limits: {
      five_hour: { used_percentage: 31, resets_at: Math.round(Date.now() / 1000) + 3_600 },
      seven_day: { used_percentage: 44, resets_at: Math.round(Date.now() / 1000) + 360_000 },
    },
  });

/**
 * `status` from what is stored and the status line, as Claude Code starts it and by hand; as whole
 * processes, against a node that does nothing; one after the other.
 * @param {{ env: Record<string, string>, dataFolder: string, rounds: number }} options
 */
export async function measureCommandLine({ env, dataFolder, rounds }) {
  const statusMs = [];
  const nothingMs = [];
  const lineMs = [];
  const lineByHandMs = [];
  const folder = ['--data-dir', dataFolder];
  for (let round = 0; round < rounds; round += 1) {
    nothingMs.push(await timeOf(['-e', '0'], env));
    statusMs.push(await timeOf([commandLine, 'status', ...folder], env));
    lineMs.push(await timeOf([lineScript, ...folder], env, payload()));
    lineByHandMs.push(await timeOf([tidemark, 'statusline', ...folder], env, payload()));
  }
  return { statusMs, nothingMs, lineMs, lineByHandMs };
}

async function timeOf(words, env, input) {
  const begun = performance.now();
  const { code, stderr } = await runCommand(process.execPath, words, { env, input });
  if (code !== 0) throw new Error(`node ${words.join(' ')} failed: ${stderr}`);
  return performance.now() - begun;
}
