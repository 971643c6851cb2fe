import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Simulator } from '../../src-main/demo/simulator.js';
import { root } from './build-once.js';
import {
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('all');

let simulator: Simulator;
let synced: string;

beforeAll(async () => {
  simulator = await startSimulator();
  synced = temporaryFolder();
  await runTidemark(['sync'], setting(simulator, synced));
}, 60_000);

describe('the time zone', () => {
  test.each([
    ['', 'UTC'],
    [':', 'UTC'],
    ['bogus', 'UTC'],
    ['UTC+5', 'Etc/GMT+5'],
    [':Europe/Oslo', 'Europe/Oslo'],
    ['/usr/share/zoneinfo/Europe/Oslo', 'Europe/Oslo'],
  ])('of TZ=%j is %s', async (TZ, zone) => {
    const ended = await runTidemark(['status', '--json'], setting(simulator, synced, { TZ }));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout).today.timeZone).toBe(zone);
  });

  test('of TZ=:/etc/localtime is the one of the system', async () => {
    const zoneWith = async (TZ: string | undefined) => {
      const ended = await runTidemark(['status', '--json'], setting(simulator, synced, { TZ }));
      return JSON.parse(ended.stdout).today.timeZone;
    };
    const own = await zoneWith(undefined);
    expect(own).toEqual(expect.any(String));
    const behindLink = await zoneWith(':/etc/localtime');
    const noon = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'long' }).format(Date.UTC(2026, 6));
    expect(noon(behindLink)).toBe(noon(own));
  });
});

/** Whole output streams that take nothing, as on a full disk. */
function runOnFullDisk(words: readonly string[], full: 'stdout' | 'stderr') {
  const device = openSync('/dev/full', 'w');
  const [stdout, stderr] =
    full === 'stdout' ? [device, 'pipe' as const] : ['pipe' as const, device];
  const { env } = setting(simulator, synced);
  const ended = spawnSync(process.execPath, [join(root, 'bin/tidemark.mjs'), ...words], {
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', TZ: 'UTC', ...env },
    stdio: ['ignore', stdout, stderr],
    encoding: 'utf8',
  });
  closeSync(device);
  return ended;
}

describe.runIf(existsSync('/dev/full'))('F8 a full disk', () => {
  test.each([
    ['--help'],
    ['status'],
    ['status', '--json'],
    ['history', '--from', '2026-11-01', '--to', '2026-11-20', '--csv'],
  ])('under the output of %s is told in one sentence, exit 5', (...words) => {
    expect(runOnFullDisk(words, 'stdout')).toMatchObject({
      status: 5,
      stderr: 'tidemark: The output could not be written.\n',
    });
  });

  test.each([
    [2, ['bogus']],
    [2, ['bogus', '--json']],
    [0, ['status', '--json']],
  ])('under standard error leaves the exit code as it is: %i for %j', (code, words) => {
    expect(runOnFullDisk(words, 'stderr').status).toBe(code);
  });
});

describe('the data folder', () => {
  test.each([['status'], ['sync'], ['costs'], ['limits', 'show'], ['prices']])(
    'F11 that is a file is told of by %s, exit 5',
    async (...words) => {
      const file = join(temporaryFolder(), 'a file');
      writeFileSync(file, 'mine');
      for (const data of [file, join(file, 'below')]) {
        const ended = await runTidemark([...words, '--data-dir', data], setting(simulator, synced));
        expect(ended.stderr).toContain('The data folder cannot be used');
        expect(ended.code).toBe(5);
      }
    },
  );

  test('F11 is never made where the command runs by a relative XDG_CONFIG_HOME', () => {
    const [home, cwd] = [temporaryFolder(), temporaryFolder()];
    cpSync(synced, join(home, '.config', 'Tidemark'), { recursive: true });
    const { env } = setting(simulator, synced);
    const ended = spawnSync(process.execPath, [join(root, 'bin/tidemark.mjs'), 'status'], {
      env: { ...env, TIDEMARK_DATA_DIR: '', XDG_CONFIG_HOME: 'here', HOME: home, TZ: 'UTC' },
      cwd,
      encoding: 'utf8',
    });
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('what was typed', () => {
  test.each([
    [['\u001b[31mred\u0007'], 'There is no command "[31mred".'],
    [[`--${'x'.repeat(300)}`], `Unknown option '--${'x'.repeat(37)}…'.`],
    [['status', '--a\nb'], "Unknown option '--a b'."],
    [['status', '--\u202etpyrc. To'], "Unknown option '-- tpyrc. To'."],
  ])('H2, H4: is told in one short line of plain text: %j', async (words, sentence) => {
    const ended = await runTidemark(words);
    expect(ended.stderr).toBe(`tidemark: ${sentence} See tidemark --help.\n`);
    expect(ended.code).toBe(2);
  });

  test('a port that somebody else has is named, exit 2', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const ended = await runTidemark(['simulator', '--port', String(port)]);
    server.close();
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`Port ${port} is in use. Leave --port out for a free one.`);
  });
});

describe('a file of evidence', () => {
  const importOf = async (input: string) => {
    const folder = temporaryFolder();
    cpSync(synced, folder, { recursive: true });
    return runTidemark(['limits', 'import', '-'], { ...setting(simulator, folder), input });
  };

  test('in which no line is a record is refused, exit 2', async () => {
    const ended = await importOf('To whom it may concern,\n\nyours\n');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('That is no file of evidence: line 1: not JSON, skipped.');
  });

  test('from another age is told which times there are', async () => {
    const ended = await importOf('{"kind":"hit","at":"0001-01-01T00:00:00Z"}\n');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('between 1970 and 2100');
  });

  test('that is empty, or has one good line, is fine', async () => {
    expect((await importOf('')).code).toBe(0);
    const hit = '{"kind":"hit","at":"2026-11-20T14:05:00Z"}';
    expect(await importOf(`${hit}\nnonsense\n`)).toMatchObject({
      code: 0,
      stderr: 'tidemark: line 2: not JSON, skipped\n',
    });
  });
});
