import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPlay } from '../../src-main/demo/fault-ids.js';
import type { FaultName } from '../../src-main/demo/faults.js';
import type { Simulator } from '../../src-main/demo/simulator.js';
import {
  ADMIN_KEY,
  cleanUpAfter,
  NOW,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('all');

/** A good sync that every test starts from, in a folder of its own. */
let simulator: Simulator;
let synced: string;
let good: { sync: { lastSuccessAt: string; coverage: unknown }; week: unknown; month: unknown };

function startFromGood(more: Parameters<typeof setting>[2] = {}) {
  const folder = temporaryFolder();
  cpSync(synced, folder, { recursive: true });
  return setting(simulator, folder, more);
}

const statusIn = async (here: ReturnType<typeof setting>) =>
  JSON.parse((await runTidemark(['status', '--json'], here)).stdout);

beforeAll(async () => {
  simulator = await startSimulator();
  synced = temporaryFolder();
  await runTidemark(['sync'], setting(simulator, synced));
  good = await statusIn(setting(simulator, synced));
}, 60_000);

beforeEach(() => simulator.setFaults([]));

const oneSentence = /^tidemark: [^\n]+[.!?]\n$/;

const faults: readonly (readonly [id: string, fault: FaultName, code: number, kind: string])[] = [
  ['A1', 'unauthorized', 3, 'key-refused'],
  ['A3', 'forbidden', 3, 'key-refused'],
  ['A5', 'bad-request', 4, 'bad-request'],
  ['A6', 'rate-limited-30', 4, 'rate-limited'],
  ['A7', 'rate-limited-bare', 4, 'rate-limited'],
  ['A8', 'rate-limited-reset', 4, 'rate-limited'],
  ['A11', 'html', 4, 'not-the-api'],
  ['A18', 'huge-headers', 4, 'too-large'],
  ['A14', 'huge-body', 4, 'too-large'],
  ['A15', 'gzip-bomb', 4, 'too-large'],
  ['A19', 'not-http', 4, 'not-the-api'],
  ['A20', 'redirect-same-host', 4, 'not-the-api'],
  ['A20', 'redirect-other-host', 4, 'not-the-api'],
  ['A23', 'missing-required', 4, 'unexpected-response'],
  ['A25', 'negative-tokens', 4, 'unexpected-response'],
  ['A26', 'float-tokens', 4, 'unexpected-response'],
  ['A27', 'amount-number', 4, 'unexpected-response'],
  ['A31', 'unaligned-bucket', 4, 'unexpected-response'],
  ['A32', 'has-more-without-token', 4, 'incomplete'],
  ['A33', 'same-token', 4, 'incomplete'],
];

const MOVES_WITH_TIME = new Set([
  'provenance',
  'percentProvenance',
  'tokensProvenance',
  'pace',
  'previous',
  'forecast',
  'range',
]);
/** The figures of a status without how old and how complete they are, and what follows the clock. */
const moneyOf = ({ week, month }: { week: unknown; month: unknown }) =>
  JSON.parse(
    JSON.stringify({ week, month }, (name, value: unknown) =>
      MOVES_WITH_TIME.has(name) ? undefined : value,
    ),
  );

describe('a failed sync after a good one', () => {
  test.each(faults)(
    '%s: %s ends with exit %i, one sentence, and status remembers %s and keeps the figures',
    async (_, fault, code, kind) => {
      simulator.setFaults([fault]);
      const later = startFromGood({ TIDEMARK_NOW: '2026-11-21T20:40:00Z' });
      const ended = await runTidemark(['sync', '--json'], later);
      expect(ended.code).toBe(code);
      expect(ended.stderr).toMatch(oneSentence);
      const { error } = JSON.parse(ended.stdout);
      expect(ended.stderr).toBe(`tidemark: ${error.message}\n`);
      expect(error.kind).toBe(kind);

      const status = await statusIn(later);
      expect(status.sync).toMatchObject({
        failure: { kind, at: '2026-11-21T20:40:00Z' },
        lastSuccessAt: good.sync.lastSuccessAt,
        stale: true,
        coverage: good.sync.coverage,
      });
      expect(moneyOf(status)).toEqual(moneyOf(good));
      expect(simulator.strayRequests).toEqual([]);
    },
  );

  test('A10: trouble of the service is asked about five times, then given up with exit 4', async () => {
    simulator.setFaults(['server-error']);
    const before = simulator.requests.length;
    const ended = await runTidemark(['sync'], startFromGood());
    expect(ended.code).toBe(4);
    expect(ended.stderr).toBe(
      'tidemark: Anthropic’s service has trouble. It is not your key. Tidemark tries again by itself.\n',
    );
    expect(simulator.requests.length - before).toBe(5);
  });

  test('a wrong answer on the very first sync leaves nothing behind that looks like figures', async () => {
    simulator.setFaults(['float-tokens']);
    const here = setting(simulator, temporaryFolder());
    expect((await runTidemark(['sync'], here)).code).toBe(4);
    const status = await statusIn(here);
    expect(status.week).toMatchObject({ tokens: null, cacheEfficiency: null, percent: null });
    expect(status.week.spent).toMatchObject({ microcents: null, basis: null });
    expect(status.today.cost.microcents).toBeNull();
    expect(status.sync).toMatchObject({ lastSuccessAt: null, coverage: { from: null, to: null } });
  });
});

describe('a rate limit', () => {
  test.each([
    ['A6', 'rate-limited-30', 30_000],
    ['A6', 'rate-limited-date', 29_000],
    ['A7', 'rate-limited-bare', 60_000],
    ['A8', 'rate-limited-reset', 45_000],
  ] as const)(
    '%s: %s that asks for long is given up at once and says when',
    async (_, fault, ms) => {
      const simulator = await startSimulator();
      const here = setting(simulator, temporaryFolder());
      await runTidemark(['sync'], here);
      simulator.setFaults([fault]);
      const ended = await runTidemark(['sync', '--json'], here);
      expect(ended.code).toBe(4);
      expect(ended.tookMs).toBeLessThan(5_000);
      const said = /after (2026-11-21T20:1\d:\d\dZ)\.$/.exec(
        JSON.parse(ended.stdout).error.message,
      );
      expect(Math.abs(Date.parse(said?.[1] ?? '') - (NOW + ms))).toBeLessThanOrEqual(1_000);
      const status = await statusIn(here);
      expect(status.sync.failure.retryAt).toBe(said?.[1]);
    },
  );
});

describe('without a connection', () => {
  test('M1: offline keeps the data, exit 4, and status shows figures with their age', async () => {
    const gone = await startSimulator();
    await gone.stop();
    const later = startFromGood({
      TIDEMARK_NOW: '2026-11-21T22:00:00Z',
      TIDEMARK_API_BASE_URL: gone.url,
    });
    const ended = await runTidemark(['sync'], later);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toBe(
      'tidemark: Offline. No connection to Anthropic. Tidemark keeps trying by itself.\n',
    );
    const status = await runTidemark(['status', '--json'], later);
    expect(status.code).toBe(0);
    const { week, sync } = JSON.parse(status.stdout);
    expect(week.spent.microcents).toBeGreaterThan(0);
    expect(week.spent.provenance.complete).toBe(false);
    expect(sync).toMatchObject({
      lastSuccessAt: '2026-11-21T20:17:05Z',
      stale: true,
      failure: { kind: 'offline' },
    });
    const text = await runTidemark(['status'], later);
    expect(text.stdout).toContain('(stale)');
    expect(text.stdout).toContain('Offline');
  });

  test('A2: a revoked key stops with exit 3, history stays, and a new key resumes', async () => {
    const revoking = await startSimulator({
      adminKeys: ['sk-ant-admin01-old-marked-fake-aaaa', 'sk-ant-admin01-new-marked-fake-bbbb'],
    });
    const folder = temporaryFolder();
    const old = { ANTHROPIC_ADMIN_KEY: 'sk-ant-admin01-old-marked-fake-aaaa' };
    await runTidemark(['sync'], setting(revoking, folder, old));
    revoking.revoke(old.ANTHROPIC_ADMIN_KEY);
    const refused = await runTidemark(['sync'], setting(revoking, folder, old));
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/^tidemark: This key was not accepted\./);
    const kept = JSON.parse(
      (await runTidemark(['status', '--json'], setting(revoking, folder))).stdout,
    );
    expect(kept.week.spent.microcents).toBeGreaterThan(0);
    const fresh = { ANTHROPIC_ADMIN_KEY: 'sk-ant-admin01-new-marked-fake-bbbb' };
    expect((await runTidemark(['sync'], setting(revoking, folder, fresh))).code).toBe(0);
    const status = await runTidemark(['status', '--json'], setting(revoking, folder));
    expect(JSON.parse(status.stdout).sync.failure).toBeNull();
  });
});

test.each(['legacy', 'analytics'])(
  'A24: the fault as it is played to people: a first sync of the %s pair reads it, and names the model',
  async (pair) => {
    const played = await startSimulator({ faults: findPlay('A24')?.faults ?? [] });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), `{"settings":{"reportPair":"${pair}"}}`);
    const here = setting(played, folder);
    const ended = await runTidemark(['sync'], here);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const status = await statusIn(here);
    expect(status.sync).toMatchObject({ failure: null, reports: { used: pair } });
    expect(status.month.cost.microcents).toBeGreaterThan(0);
    expect(status.unpriced).toMatchObject([{ model: 'claude-nova-1' }]);
    expect((await runTidemark(['status'], here)).stdout).toContain(
      'No list price for claude-nova-1',
    );
    const rows = await runTidemark(
      ['history', '--from', '2026-11-10', '--to', '2026-11-20', '--by', 'service_tier', '--json'],
      here,
    );
    expect(rows.stdout).toContain('"id": "tidal"');
  },
);

test('A1, M1: a first sync that failed is remembered, though nothing was ever held', async () => {
  const here = setting(simulator, temporaryFolder());
  simulator.setFaults(['html']);
  expect((await runTidemark(['sync'], here)).code).toBe(4);
  simulator.setFaults([]);
  const status = await runTidemark(['status', '--json'], here);
  expect(status.code).toBe(4);
  expect(JSON.parse(status.stdout)).toMatchObject({
    organization: null,
    sync: { lastSuccessAt: null, failure: { kind: 'not-the-api' } },
  });
  expect((await runTidemark(['sync'], here)).code).toBe(0);
  expect(await statusIn(here)).toMatchObject({ sync: { failure: null } });
});

test('T1: what a sync learned of the clock is known to commands that ask nobody', async () => {
  const ahead = await startSimulator({ now: Date.now, faults: ['date-3h-ahead'] });
  const here = setting(ahead, temporaryFolder(), { TIDEMARK_NOW: undefined });
  const clockLine = 'Clock   this computer’s is 3 h behind; times follow Anthropic’s';
  const ended = await runTidemark(['sync'], here);
  expect(ended.stdout).toMatch(new RegExp(`^Synced [^\\n]+\\n${clockLine}\\n$`));
  const status = await statusIn(here);
  expect(status.sync.clockOffsetSeconds).toBeGreaterThan(10_700);
  const now = Date.parse(status.generatedAt);
  expect(Math.abs(now - Date.now() - 3 * 3_600_000)).toBeLessThan(60_000);
  expect(Date.parse(status.sync.lastSuccessAt)).toBeLessThanOrEqual(now);
  expect((await runTidemark(['status'], here)).stdout).toContain(clockLine);

  const fixed = await statusIn({ env: { ...here.env, TIDEMARK_NOW: '2026-11-21T20:17:05Z' } });
  expect(fixed).toMatchObject({
    generatedAt: '2026-11-21T20:17:05Z',
    sync: { clockOffsetSeconds: 0 },
  });
  ahead.setFaults([]);
  expect((await runTidemark(['sync'], here)).stdout).not.toContain('Clock');
  expect((await statusIn(here)).sync.clockOffsetSeconds).toBe(0);
});

test('a mistake of ours is logged without the key, and told in one sentence and as JSON', async () => {
  const folder = temporaryFolder();
  const breaking = join(folder, 'break.cjs');
  writeFileSync(
    breaking,
    `require('node:os').uptime = () => { throw new TypeError('no clock for ${ADMIN_KEY}'); };`,
  );
  const { env } = setting(simulator, folder, { NODE_OPTIONS: `--require ${breaking}` });
  const ended = await runTidemark(['status', '--json'], { env });
  expect(ended.code).toBe(5);
  const message = 'Something unexpected happened; what was stored is untouched.';
  expect(ended.stderr).toBe(`tidemark: ${message}\n`);
  expect(JSON.parse(ended.stdout)).toEqual({ error: { kind: 'unexpected', message } });
  const log = readFileSync(join(folder, 'logs', 'tidemark.log'), 'utf8')
    .trim()
    .split('\n');
  expect(log.map((line) => JSON.parse(line))).toMatchObject([
    {
      level: 'warn',
      event: 'bug',
      message: expect.stringMatching(/^TypeError: no clock for \[key\]\n/),
    },
  ]);

  // A log that cannot be written leaves the sentence as it is.
  rmSync(join(folder, 'logs'), { recursive: true });
  writeFileSync(join(folder, 'logs'), '');
  expect(await runTidemark(['status', '--json'], { env })).toMatchObject({
    code: 5,
    stdout: ended.stdout,
  });
});

test('F7: an emptied history is told as damaged, in JSON too, and the next sync heals it', async () => {
  const folder = temporaryFolder();
  cpSync(synced, folder, { recursive: true });
  const here = setting(simulator, folder);
  for (const name of readdirSync(folder).filter((file) => file.startsWith('history-'))) {
    truncateSync(join(folder, name));
  }
  const status = await runTidemark(['status', '--json'], here);
  expect(status.code).toBe(5);
  expect(JSON.parse(status.stdout)).toMatchObject({
    sync: { failure: { kind: 'storage-damaged' } },
  });
  expect((await runTidemark(['sync'], here)).code).toBe(0);
  expect((await runTidemark(['status', '--json'], here)).code).toBe(0);
});

test.each([
  ['a directory', (path: string) => mkdirSync(path)],
  ['a pipe that nobody writes to', (path: string) => execFileSync('mkfifo', [path])],
] as const)(
  'F4: settings that are %s: figures are shown and fetched, and it is said',
  async (_, make) => {
    const folder = temporaryFolder();
    cpSync(synced, folder, { recursive: true });
    const here = setting(simulator, folder);
    const before = JSON.parse((await runTidemark(['status', '--json'], here)).stdout);
    rmSync(join(folder, 'settings.json'));
    make(join(folder, 'settings.json'));
    const shown = await runTidemark(['status', '--json'], here);
    expect(shown.code).toBe(0);
    expect(shown.stderr).toBe('tidemark: Settings cannot be saved in this data folder.\n');
    expect(JSON.parse(shown.stdout).week.spent).toEqual(before.week.spent);
    expect((await runTidemark(['sync'], here)).code).toBe(0);
  },
);
