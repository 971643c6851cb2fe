import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs a writer and kills it a little after it said the first round that was committed. */
export function writeUntilKilled(
  script: string,
  words: readonly string[],
  first: number,
  afterMs: number,
): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, script), ...words, String(first)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    said += data.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => {
      const rounds = said.split('\n').slice(0, -1).map(Number);
      if (signal === 'SIGKILL') resolve(rounds.at(-1) ?? first - 1);
      else reject(new Error(`ended with ${code}`));
    });
  });
}
