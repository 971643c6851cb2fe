import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
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

/** In a mount namespace of its own, which ends with the process. Root may write anywhere else. */
function runOnReadOnly(folder: string, words: readonly string[], env: NodeJS.ProcessEnv) {
  const rights = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd / && exec "$@"';
  const command = [process.execPath, join(root, 'bin/tidemark.mjs'), ...words];
  return spawnSync('unshare', [...rights, '--mount', 'sh', '-c', script, folder, ...command], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
  });
}

const RANGE = ['--from', '2026-10-22T00:00:00Z', '--to', '2026-11-22T00:00:00Z'];

/** What the history prints: together these rows hold every stored figure. */
async function everything(here: ReturnType<typeof setting>): Promise<string> {
  const parts: string[] = [];
  for (const [grain, by] of [
    ['hour', 'model'],
    ['hour', 'workspace'],
    ['hour', 'api_key'],
    ['day', 'token_kind'],
  ]) {
    const words = ['history', ...RANGE, '--grain', grain ?? '', '--by', by ?? '', '--csv'];
    parts.push((await runTidemark(words, here)).stdout);
  }
  return parts.join('\n');
}

describe('sync', () => {
  test('run twice it changes nothing', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder());
    expect((await runTidemark(['sync'], here)).code).toBe(0);
    const first = await everything(here);
    const asked = simulator.requests.length;
    expect((await runTidemark(['sync'], here)).code).toBe(0);
    expect(await everything(here)).toBe(first);
    expect(first.length).toBeGreaterThan(300_000);
    expect(simulator.requests.length - asked).toBeLessThan(asked);
  });

  test('A29, A30: repeated, reversed and twice-told buckets give the same figures', async () => {
    const simulator = await startSimulator();
    const plain = setting(simulator, temporaryFolder());
    await runTidemark(['sync'], plain);
    const expected = await everything(plain);
    for (const fault of ['duplicate-bucket', 'reversed-buckets', 'extra-fields', 'bom'] as const) {
      simulator.setFaults([fault]);
      const spoiled = setting(simulator, temporaryFolder());
      expect(await runTidemark(['sync'], spoiled), fault).toMatchObject({ code: 0 });
      simulator.setFaults([]);
      expect(await everything(spoiled), fault).toBe(expected);
    }
  }, 60_000);

  test('A38: a restated bill replaces what was reported before', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder());
    await runTidemark(['sync'], here);
    const bill = async (env = here) => {
      const day = ['--from', '2026-11-19T00:00:00Z', '--to', '2026-11-20T00:00:00Z'];
      const { stdout } = await runTidemark(['history', ...day, '--json'], env);
      return JSON.parse(stdout).rows[0];
    };
    const before = await bill();
    simulator.setFaults(['restated-cost']);
    const nextDay = setting(simulator, here.env.TIDEMARK_DATA_DIR, {
      TIDEMARK_NOW: '2026-11-22T20:18:00Z',
    });
    expect((await runTidemark(['sync'], nextDay)).code).toBe(0);
    const after = await bill();
    const rise = after.reportedMicrocents / before.reportedMicrocents;
    expect(rise).toBeCloseTo(1.07, 4);
    expect(after.estimatedMicrocents).toBe(before.estimatedMicrocents);
  });

  test('off a terminal a good sync says nothing on standard error', async () => {
    const simulator = await startSimulator();
    const ended = await runTidemark(['sync'], setting(simulator, temporaryFolder()));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe(`Synced ${simulator.organization.name}.\n`);
  });

  test('a sync after a half-way failure fetches only what is missing', async () => {
    const simulator = await startSimulator({ faults: ['forbidden:9-99'] });
    const here = setting(simulator, temporaryFolder());
    expect((await runTidemark(['sync'], here)).code).toBe(3);
    const half = JSON.parse((await runTidemark(['status', '--json'], here)).stdout);
    expect(half.sync.coverage.gaps.length).toBeGreaterThan(0);
    expect(half.sync.coverage.from).not.toBeNull();
    simulator.setFaults([]);
    expect((await runTidemark(['sync'], here)).code).toBe(0);
    const whole = setting(simulator, temporaryFolder());
    await runTidemark(['sync'], whole);
    expect(await everything(here)).toBe(await everything(whole));
    const { stdout } = await runTidemark(['status', '--json'], here);
    expect(JSON.parse(stdout).sync).toMatchObject({ failure: null, coverage: { gaps: [] } });
  }, 60_000);

  test('A3: without the right to read the bill the rest works, and it is said', async () => {
    const simulator = await startSimulator({ faults: ['forbidden-cost'] });
    const here = setting(simulator, temporaryFolder());
    const ended = await runTidemark(['sync'], here);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe(
      'tidemark: This key may not read everything. It may not read the cost report (what was billed). Anthropic says: “This key lacks the scope read:analytics.” The rest goes on.\n',
    );
    const { stdout } = await runTidemark(['history', ...RANGE, '--json'], here);
    const { rows } = JSON.parse(stdout) as {
      rows: { reportedMicrocents: number | null; estimatedMicrocents: number | null }[];
    };
    expect(rows.every(({ reportedMicrocents }) => reportedMicrocents === null)).toBe(true);
    expect(rows.every(({ estimatedMicrocents }) => Number(estimatedMicrocents) > 0)).toBe(true);
  });

  test.each([
    [
      'forbidden-claude-code',
      'claude-code',
      'Claude Code’s own report',
      'the scope read:analytics',
    ],
    ['forbidden-limits', 'limits', 'the published rate limits', 'a permission'],
    ['forbidden-analytics', 'analytics', 'the analytics reports', 'the scope read:analytics'],
  ] as const)(
    'A3: %s: sync and status name the report and the right that is missing',
    async (fault, feature, report, right) => {
      const simulator = await startSimulator({ faults: [fault] });
      const folder = temporaryFolder();
      writeFileSync(
        join(folder, 'settings.json'),
        `{"settings":{"reportPair":"${feature === 'analytics' ? feature : 'legacy'}"}}`,
      );
      const here = setting(simulator, folder);
      const line = `Unread  ${report}: “This key lacks ${right}.”`;
      const ended = await runTidemark(['sync'], here);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).toContain(line);
      expect((await runTidemark(['status'], here)).stdout).toContain(line);
      const { sync } = JSON.parse((await runTidemark(['status', '--json'], here)).stdout);
      expect(sync.failure).toBeNull();
      expect(sync.unreadable).toContainEqual({
        feature,
        kind: 'permission-missing',
        message: `This key may not read everything. It may not read ${report}. Anthropic says: “This key lacks ${right}.” The rest goes on.`,
        right: `This key lacks ${right}.`,
        at: expect.any(String),
      });
    },
  );

  test('D9: the app holds no lock between two runs, and one data folder holds one organization', async () => {
    const simulator = await startSimulator();
    const folder = temporaryFolder();
    await runTidemark(['sync'], setting(simulator, folder));
    const histories = readdirSync(folder).filter((name) => name.endsWith('.sqlite3'));
    expect(histories).toEqual([`history-${simulator.organization.id}.sqlite3`]);
  });

  test('a key of another organization is refused with exit 3 and nothing is mixed', async () => {
    const first = await startSimulator({ seed: 1 });
    const second = await startSimulator({ seed: 9, organizationId: 'another-organization' });
    const folder = temporaryFolder();
    await runTidemark(['sync'], setting(first, folder));
    const before = await everything(setting(first, folder));
    const other = setting(second, folder, {
      ANTHROPIC_ADMIN_KEY: `${ADMIN_KEY}-other`,
    });
    const closed = await runTidemark(['sync'], other);
    expect(closed.code).toBe(3);
    const open = await startSimulator({ seed: 9, organizationId: 'another-organization' });
    const ended = await runTidemark(['sync', '--json'], setting(open, folder));
    expect(ended.code).toBe(3);
    expect(ended.stderr).toBe(
      'tidemark: This key belongs to another organization. Figures of two organizations are never mixed. Connect it in the app, or use another data folder.\n',
    );
    expect(JSON.parse(ended.stdout).error.kind).toBe('other-organization');
    expect(await everything(setting(first, folder))).toBe(before);
    expect(open.requests.map(({ path }) => path)).toEqual(['/v1/organizations/me']);
  }, 60_000);

  test('F18: a data folder with spaces, quotes, umlauts and an emoji works', async () => {
    const simulator = await startSimulator();
    const folder = join(temporaryFolder(), `Tidemark's "Süße" Däten 🌊 ?mode=memory#x`);
    const here = setting(simulator, folder);
    expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0 });
    expect(await runTidemark(['status'], here)).toMatchObject({ code: 0 });
    expect(readdirSync(folder).some((name) => name.endsWith('.sqlite3'))).toBe(true);
  });

  test('F10: a data folder that became read-only still shows its figures', async () => {
    const simulator = await startSimulator();
    const folder = join(temporaryFolder(), 'read "only" ü');
    const here = setting(simulator, folder);
    await runTidemark(['sync'], here);
    const before = await runTidemark(['status', '--json'], here);
    const ended = runOnReadOnly(folder, ['status', '--json'], here.env);
    expect(ended.stderr).toBe('');
    expect(JSON.parse(ended.stdout)).toEqual(JSON.parse(before.stdout));
    expect(ended.status).toBe(0);
  });

  test('F11: a data folder that cannot be made is a storage failure, exit 5', async () => {
    const simulator = await startSimulator();
    const file = join(temporaryFolder(), 'a file');
    writeFileSync(file, 'not a folder');
    const ended = await runTidemark(['sync'], setting(simulator, join(file, 'data')));
    expect(ended.code).toBe(5);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
