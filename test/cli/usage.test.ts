import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './build-once.js';
import {
  ADMIN_KEY,
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('each');

const oneSentence = /^tidemark: [^\n]+\.\n$/;
const SPAN = ['--from', '2026-11-01', '--to', '2026-11-22'];

describe('wrong usage ends with exit 2 and one sentence', () => {
  test.each([
    [['frobnicate'], 'frobnicate'],
    [['sync', 'now'], 'no further words'],
    [['status', '--grain', 'day'], '--grain'],
    [['sync', '--since', 'yesterday'], '--since'],
    [['sync', '--since', '2026-11-22T00:00:00Z'], 'future'],
    [['history'], '--from'],
    [['history', '--from', '2026-11-01'], '--to'],
    [['history', ...SPAN, '--grain', 'minute'], '--grain'],
    [['history', ...SPAN, '--by', 'colour'], '--by'],
    [['history', '--from', '2026-11-22', '--to', '2026-11-01'], 'after --from'],
    [['history', '--from', '2026-02-30T99:00:00Z', '--to', '2026-11-22'], '--from'],
    [['history', '--from', '1999-01-01', '--to', '2026-11-22', '--grain', 'hour'], '20 years'],
    [['history', '--from', '0001-01-01', '--to', '0001-01-03'], 'between 1970 and 2100'],
    [['costs', '--from', '2026-11-01', '--to', '9999-12-31'], 'between 1970 and 2100'],
    [['history', '--from', '2026-11-21T20:22:01Z', '--to', '2026-12-01'], 'future'],
    [['costs', '--from', '2027-01-01', '--to', '2027-01-02'], 'future'],
    [['sync', '--since', '0001-01-01'], '2023'],
    [['simulator', '--port', '70000'], '--port'],
    [['simulator', '--fault', 'no-such-fault'], 'Faults are'],
    [['status', '--unknown'], '--unknown'],
    [['sync', '--since'], '--since'],
  ])('%j', async (words, named) => {
    const simulator = await startSimulator();
    const folder = temporaryFolder();
    const here = setting(simulator, folder);
    const ended = await runTidemark(words, here);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(oneSentence);
    expect(ended.stderr).toContain(named);
    const json = await runTidemark([...words, '--json'], here);
    expect(json.code).toBe(2);
    const { error } = JSON.parse(json.stdout);
    expect(error).toEqual({ kind: 'invalid-input', message: expect.any(String) });
    expect(json.stderr).toBe(`tidemark: ${error.message}\n`);
    expect(simulator.requests).toEqual([]);
  });

  test.each([
    ['TIDEMARK_NOW', 'half past eight'],
    ['TIDEMARK_NOW', '9999-12-31T23:59:59Z'],
    ['TIDEMARK_NOW', '1969-12-31T23:59:59Z'],
    ['TIDEMARK_API_BASE_URL', 'http://example.com'],
    ['TIDEMARK_API_BASE_URL', 'http://127.0.0.1.example.com'],
    ['TIDEMARK_API_BASE_URL', 'ftp://127.0.0.1'],
    ['TIDEMARK_API_BASE_URL', 'https://user:password@example.com'],
    ['TIDEMARK_API_BASE_URL', 'nowhere'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('the environment is checked before anything is sent: %s=%s', async (name, value) => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder(), { [name]: value });
    const ended = await runTidemark(['sync'], here);
    expect(ended.code).toBe(2);
    expect(ended.stderr.split('\n').find((line) => line.startsWith('tidemark:'))).toContain(name);
    expect(ended.stderr).not.toContain('password@');
    expect(simulator.requests).toEqual([]);
  });
});

describe('what it says of itself', () => {
  test('--help names every command and exits 0; nothing at all exits 2', async () => {
    const help = await runTidemark(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['connect', 'sync', 'status', 'history', 'simulator']) {
      expect(help.stdout).toContain(`tidemark ${command}`);
    }
    expect((await runTidemark([])).code).toBe(2);
  });

  test('--version is the one of package.json', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await runTidemark(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('not connected', () => {
  test.each([['status'], ['history', ...SPAN]])('%s ends with exit 3', async (...words) => {
    const folder = join(temporaryFolder(), 'never made');
    const ended = await runTidemark([...words, '--json'], {
      env: { TIDEMARK_DATA_DIR: folder },
    });
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout).error.kind).toBe('no-key');
    expect(ended.stderr).toMatch(oneSentence);
  });

  test('K1: without a session bus a sync says that there is no keychain, exit 3, at once', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder(), { ANTHROPIC_ADMIN_KEY: undefined });
    const ended = await runTidemark(['sync', '--json'], here);
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout).error.kind).toBe('keychain-absent');
    expect(ended.stderr).toMatch(oneSentence);
    expect(ended.tookMs).toBeLessThan(10_000);
    expect(simulator.requests).toEqual([]);
  });

  test('K1: connect tests a piped key, and says when no keychain can keep it', async () => {
    const simulator = await startSimulator();
    const folder = temporaryFolder();
    const here = setting(simulator, folder, { ANTHROPIC_ADMIN_KEY: undefined });
    const ended = await runTidemark(['connect'], { ...here, input: `${ADMIN_KEY}\n` });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('No keychain here');
    expect(simulator.requests.every(({ status }) => status === 200)).toBe(true);
    expect(simulator.requests.length).toBeGreaterThan(0);
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(kept.join('')).not.toContain(ADMIN_KEY.slice(0, 24));
  });

  test('W10: connect tells which kind of key is needed', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder(), { ANTHROPIC_ADMIN_KEY: undefined });
    const input = 'sk-ant-api03-marked-fake-workspace-key-0123456789\n';
    const ended = await runTidemark(['connect'], { ...here, input });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('admin key (sk-ant-admin…)');
  });
});

describe('where and when', () => {
  test('it runs without a display, a bus or a home', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder(), {
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
      DBUS_SESSION_BUS_ADDRESS: undefined,
      HOME: undefined,
      PATH: undefined,
    });
    expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0, stderr: '' });
    expect(await runTidemark(['status'], here)).toMatchObject({ code: 0, stderr: '' });
  });

  test('--data-dir goes before TIDEMARK_DATA_DIR', async () => {
    const simulator = await startSimulator();
    const [given, ignored] = [temporaryFolder(), temporaryFolder()];
    const here = setting(simulator, ignored);
    expect((await runTidemark(['sync', '--data-dir', given], here)).code).toBe(0);
    expect(readdirSync(ignored)).toEqual([]);
    expect(readdirSync(given)).toContain('settings.json');
  });

  test('TIDEMARK_NOW is the time of every figure', async () => {
    const simulator = await startSimulator({ now: () => Date.parse('2026-03-10T06:05:00Z') });
    const here = setting(simulator, temporaryFolder(), {
      TIDEMARK_NOW: '2026-03-10T07:05:00+01:00',
    });
    const { stdout } = await runTidemark(['sync', '--json'], here);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      generatedAt: '2026-03-10T06:05:00Z',
      week: { start: '2026-03-08T10:59:00Z', end: '2026-03-15T10:59:00Z' },
      today: { start: '2026-03-10T00:00:00Z', utcDay: { date: '2026-03-10' } },
      month: { start: '2026-03-01T00:00:00Z', reportedThrough: '2026-03-09T00:00:00Z' },
      sync: { lastSuccessAt: '2026-03-10T06:05:00Z', stale: false },
    });
    expect(simulator.requests.some(({ query }) => query.includes('2026-03-10T07'))).toBe(true);
    expect(simulator.requests.some(({ query }) => query.includes('2026-03-12'))).toBe(false);
  });

  test('T2: today has 23 and 25 hours where the clock changes', async () => {
    const simulator = await startSimulator();
    const hours = async (now: string) => {
      const here = setting(simulator, temporaryFolder(), { TZ: 'Europe/Oslo', TIDEMARK_NOW: now });
      await runTidemark(['sync', '--since', now], here);
      const { today } = JSON.parse((await runTidemark(['status', '--json'], here)).stdout);
      return (Date.parse(today.end) - Date.parse(today.start)) / 3_600_000;
    };
    expect(await hours('2026-03-29T12:00:00Z')).toBe(23);
    expect(await hours('2026-10-25T12:00:00Z')).toBe(25);
    expect(await hours('2026-10-26T12:00:00Z')).toBe(24);
  });
});

describe('status for people', () => {
  test('is a few lines of text without control characters', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder());
    await runTidemark(['sync'], here);
    const { stdout, code } = await runTidemark(['status'], here);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(simulator.organization.name);
    expect(lines.length).toBeLessThanOrEqual(10);
    for (const word of ['Week', 'Today', 'Month', 'Tokens', 'Synced', '$']) {
      expect(stdout).toContain(word);
    }
    expect(/[^\P{Cc}\n]/u.test(stdout)).toBe(false);
  });
});
