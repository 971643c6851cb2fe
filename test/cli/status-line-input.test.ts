import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPayload } from '../../src-main/core/status-line/read-payload.js';
import { statusLineText } from '../../src-main/core/status-line/status-line-text.js';
import { LINE, PAYLOAD, quiet, run, script } from './run-status-line.js';
import { cleanUpAfter, NOW, NOW_TEXT, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('each');

function createRandom(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('nothing but the line, whatever arrives', () => {
  test('S6 random bytes', () => {
    const data = temporaryFolder();
    const random = createRandom();
    const calls = Array.from({ length: 30 }, (_, index) => {
      const bytes = Buffer.alloc(random() % 5_000).map(() => random() & 0xff);
      writeFileSync(join(data, `input-${index}`), bytes);
      return `"$0" "$1" --data-dir "$2" < "$2/input-${index}" || echo "ended with $?"`;
    });
    const ended = spawnSync('sh', ['-c', calls.join('\n'), process.execPath, script, data], {
      encoding: 'utf8',
      env: { TIDEMARK_NOW: NOW_TEXT },
    });
    expect(ended).toMatchObject(quiet('\n'.repeat(30)));
  });

  test('S6 300 payloads with bytes changed at random', () => {
    const random = createRandom();
    const whole = Buffer.from(JSON.stringify(PAYLOAD));
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(whole);
      for (let count = 0; count <= round % 20; count += 1) {
        bytes[random() % bytes.length] = round % 2 ? 0x30 + (random() % 10) : random() & 0xff;
      }
      const payload = readPayload(parsed(bytes.toString()), NOW);
      const [fiveHour = null, weekly = null] = payload.readings;
      const line = statusLineText({ payload, fiveHour, weekly, glance: null }, NOW);
      expect(line).toMatch(/^((Context|5h|Week|Cache) [<>]?\d{1,3}%( \| (?=\w)|$))*$/);
    }
  });

  test.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['a payload cut in the middle', JSON.stringify(PAYLOAD).slice(0, 200)],
    ['100,000 brackets', '['.repeat(100_000)],
    ['null', 'null'],
    ['a byte that is no text', Buffer.from([0xff])],
  ])('A12, A36 %s', (_, input) => {
    const data = temporaryFolder();
    expect(run(data, input)).toMatchObject(quiet('\n'));
    expect(existsSync(join(data, 'readings'))).toBe(false);
  });

  test('A14 50 MB, from a pipe and from a file', () => {
    const data = temporaryFolder();
    const large = Buffer.alloc(50 * 1024 * 1024, ' ');
    large.write(JSON.stringify(PAYLOAD));
    expect(run(data, large)).toMatchObject({ status: 0, stdout: '\n', stderr: '' });
    writeFileSync(join(data, 'large'), large);
    const command = '"$0" "$1" --data-dir "$2" < "$2/large"';
    expect(
      spawnSync('sh', ['-c', command, process.execPath, script, data], { encoding: 'utf8' }),
    ).toMatchObject(quiet('\n'));
  });

  test('A17 an input that stays open: the line comes with what came, or without', async () => {
    const data = temporaryFolder();
    for (const [input, line] of [
      [JSON.stringify(PAYLOAD), LINE],
      ['{"context_window": ', '5h 31% | Week 44%\n'],
      ['', '5h 31% | Week 44%\n'],
    ]) {
      const env = { TIDEMARK_NOW: NOW_TEXT };
      const child = spawn(process.execPath, [script, '--data-dir', data], { env, stdio: 'pipe' });
      child.stdin.on('error', () => undefined);
      child.stdin.write(String(input));
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect([code, text]).toEqual([0, line]);
    }
  });

  test.each([
    ['no input', '<&-'],
    ['no output', '>&-'],
    ['no errors', '2>&-'],
    ['the null device', '</dev/null'],
    ['a folder', '</'],
    ['nobody who reads', '| true'],
    ['a full disk as output', '>/dev/full'],
  ])('F8 %s', (_, redirection) => {
    const data = temporaryFolder();
    const command = `echo '{}' | { "$0" "$1" --data-dir "$2" ${redirection}; }; echo "$?"`;
    const ended = spawnSync('sh', ['-c', command, process.execPath, script, data], {
      encoding: 'utf8',
    });
    expect(ended.stdout.trim()).toBe('0');
    expect(ended.stderr).toBe('');
  });
});
