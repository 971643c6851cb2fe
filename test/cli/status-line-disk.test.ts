import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  LINE,
  NO_LIMITS,
  PAYLOAD,
  payloadOf,
  quiet,
  RESET,
  recorded,
  run,
  script,
  WEEK_RESET,
} from './run-status-line.js';
import { cleanUpAfter, NOW, NOW_TEXT, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('each');

describe('whatever the disk does', () => {
  test.each([
    ['F11 a folder that cannot be made', '/proc/nowhere'],
    ['F4 a file in its place', script],
    ['F8 a device', '/dev/full'],
    ['F18 a name longer than any', `/tmp/${'x'.repeat(300)}`],
  ])('%s', (_, data) => {
    const ended = spawnSync(process.execPath, [script, '--data-dir', data], {
      input: JSON.stringify(PAYLOAD),
      encoding: 'utf8',
      env: { TIDEMARK_NOW: NOW_TEXT },
    });
    expect(ended).toMatchObject(quiet(LINE));
  });

  test('F10 readings that are no folder', () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'readings'), '');
    expect(run(data, PAYLOAD)).toMatchObject(quiet(LINE));
    expect(readFileSync(join(data, 'readings'), 'utf8')).toBe('');
  });

  test.each([
    ['no home', {}],
    ['an empty home', { HOME: '', XDG_CONFIG_HOME: '' }],
    ['a home that is a file', { HOME: script }],
    ['a home that is not absolute', { HOME: 'here', XDG_CONFIG_HOME: 'here' }],
  ])('%s leaves nothing where Claude Code runs', (_, env) => {
    const folder = temporaryFolder();
    const ended = spawnSync(process.execPath, [script], {
      // Nothing to record: the real home of who runs the test is not written to.
      input: JSON.stringify(NO_LIMITS),
      encoding: 'utf8',
      env: { TIDEMARK_NOW: NOW_TEXT, ...env },
      cwd: folder,
    });
    // Without the variable the system knows the home, and what is recorded there is shown.
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^Context 42% \|.* Cache 86%\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('F18 a data folder with blanks, quotes and signs', () => {
    const data = join(temporaryFolder(), `it's a "folder" 😀 ü`);
    expect(
      spawnSync(process.execPath, [script, '--data-dir', data], {
        input: JSON.stringify(PAYLOAD),
        encoding: 'utf8',
        env: { TIDEMARK_NOW: NOW_TEXT },
      }),
    ).toMatchObject(quiet(LINE));
    expect(recorded(data)).toHaveLength(2);
  });
});

describe('recording', () => {
  test('is one small file for each reading, with nothing of prompts, paths, names or sessions', () => {
    const data = temporaryFolder();
    run(data, PAYLOAD);
    run(data, PAYLOAD, { TIDEMARK_NOW: new Date(NOW + 60_000).toISOString() });
    run(data, payloadOf(31, 45));
    const weekly = Math.round(WEEK_RESET / 60) * 60;
    expect(recorded(data)).toEqual([
      `five_hour-${Math.round(RESET / 60) * 60}-31.json`,
      `weekly-${weekly}-44.json`,
      `weekly-${weekly}-45.json`,
    ]);
    for (const name of recorded(data)) {
      expect(JSON.parse(readFileSync(join(data, 'readings', name), 'utf8'))).toEqual({ at: NOW });
    }
  });

  test('F13 twenty terminals at once record it once, whole, and leave nothing beside it', async () => {
    const data = temporaryFolder();
    const ends = Array.from({ length: 20 }, (_, index) => {
      const env = { TIDEMARK_NOW: new Date(NOW + index * 1_000).toISOString() };
      const child = spawn(process.execPath, [script, '--data-dir', data], { env, stdio: 'pipe' });
      child.stdin.end(JSON.stringify(PAYLOAD));
      return new Promise((resolve) => child.on('close', resolve));
    });
    expect(await Promise.all(ends)).toEqual(Array(20).fill(0));
    expect(recorded(data)).toHaveLength(2);
    for (const name of recorded(data)) {
      const { at } = JSON.parse(readFileSync(join(data, 'readings', name), 'utf8'));
      expect((at - NOW) % 1_000).toBe(0);
    }
    expect(statSync(join(data, 'readings')).mode & 0o777).toBe(0o700);
  });

  test('P3 killed anywhere, no reading is torn and the next call is fine', async () => {
    const data = temporaryFolder();
    for (let round = 0; round < 30; round += 1) {
      const child = spawn(process.execPath, [script, '--data-dir', data], {
        env: { TIDEMARK_NOW: NOW_TEXT },
        stdio: 'pipe',
      });
      const closed = new Promise((resolve) => child.on('close', resolve));
      child.stdin.on('error', () => undefined);
      child.stdin.end(JSON.stringify(payloadOf(round, round)));
      await sleep(40 + round * 2);
      child.kill('SIGKILL');
      await closed;
    }
    const whole = existsSync(join(data, 'readings'))
      ? recorded(data).filter((name) => name.endsWith('.json'))
      : [];
    for (const name of whole) {
      expect(JSON.parse(readFileSync(join(data, 'readings', name), 'utf8'))).toEqual({ at: NOW });
    }
    expect(run(data, payloadOf(90, 90)).stdout).toBe(
      'Context 42% | 5h 90% | Week 90% | Cache 86%\n',
    );
  });
});
