import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../scripts/command.mjs';

const commandLine = fileURLToPath(new URL('../../dist/cli/cli.cjs', import.meta.url));

/**
 * `status` from what is stored, as a whole process, against a node that does nothing; in pairs.
 * @param {{ env: Record<string, string>, dataFolder: string, rounds: number }} options
 */
export async function measureCommandLine({ env, dataFolder, rounds }) {
  const statusMs = [];
  const nothingMs = [];
  for (let round = 0; round < rounds; round += 1) {
    nothingMs.push(await timeOf(['-e', '0'], env));
    statusMs.push(await timeOf([commandLine, 'status', '--data-dir', dataFolder], env));
  }
  return { statusMs, nothingMs };
}

async function timeOf(words, env) {
  const begun = performance.now();
  const { code, stderr } = await runCommand(process.execPath, words, { env });
  if (code !== 0) throw new Error(`node ${words.join(' ')} failed: ${stderr}`);
  return performance.now() - begun;
}
