import { beforeAll, describe, expect, test } from 'vitest';
import {
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('all');

type Env = ReturnType<typeof setting>;

interface PrintedGroup {
  readonly microcents: number | null;
  readonly beforeMicrocents: number | null;
}
interface Printed {
  readonly schema: number;
  readonly from: string;
  readonly to: string;
  readonly total: { readonly microcents: number; readonly basis: string };
  readonly before: { readonly from: string; readonly to: string; readonly microcents: number };
  readonly days: readonly {
    readonly date: string;
    readonly state: string;
    readonly reportedMicrocents: number | null;
    readonly costMicrocents: number | null;
    readonly residualMicrocents: number | null;
    readonly ratio: number | null;
  }[];
  readonly models: readonly { readonly model: string; readonly residualMicrocents: number }[];
  readonly causes: readonly {
    readonly kind: string;
    readonly words: string;
    readonly microcents: number;
    readonly persistent: boolean;
  }[];
  readonly groups: Readonly<Record<string, readonly PrintedGroup[]>>;
  readonly unpriced: readonly { readonly model: string }[];
}

let env: Env;
const WEEKS = ['--from', '2026-11-08', '--to', '2026-11-20'];

async function printed(...words: readonly string[]): Promise<Printed> {
  const ended = await runTidemark(['costs', ...words, '--json'], env);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}
const sumOf = (amounts: readonly (number | null)[]) =>
  amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);

beforeAll(async () => {
  const simulator = await startSimulator({ discount: 0.88, unpricedModel: true });
  env = setting(simulator, temporaryFolder());
  expect(await runTidemark(['sync'], env)).toMatchObject({ code: 0, stderr: '' });
}, 60_000);

describe('costs --json', () => {
  test('is of the current week beside the last one by the same time, unless both ends are given', async () => {
    const costs = await printed();
    expect(costs).toMatchObject({
      ...{ schema: 1, from: '2026-11-15T10:59:00Z', to: '2026-11-22T10:59:00Z' },
      // It ends inside an hour, which is shared by time.
      before: { from: '2026-11-08T10:59:00Z', to: '2026-11-14T20:17:05Z', complete: false },
      total: { basis: 'mixed' },
    });
    expect(costs.days.map(({ date, state }) => `${date} ${state}`)).toEqual([
      '2026-11-15 billed',
      '2026-11-16 billed',
      '2026-11-17 billed',
      '2026-11-18 billed',
      '2026-11-19 billed',
      '2026-11-20 billed',
      '2026-11-21 open',
    ]);
  });

  test('tells the same of the week as status does', async () => {
    const { total } = await printed();
    const { stdout } = await runTidemark(['status', '--json'], env);
    expect(JSON.parse(stdout).week.spent.microcents).toBe(total.microcents);
  });

  test('of whole billed days adds up, whichever way it is counted', async () => {
    const { total, before, days, models, causes, groups } = await printed(...WEEKS);
    expect(total.basis).toBe('reported');
    expect(days).toHaveLength(12);
    expect(sumOf(days.map((day) => day.costMicrocents))).toBe(total.microcents);
    expect(sumOf(days.map((day) => day.reportedMicrocents))).toBe(total.microcents);
    expect(Object.keys(groups)).toEqual(['workspace', 'model', 'api_key', 'workspace_model']);
    for (const rows of Object.values(groups)) {
      expect(rows.length).toBeGreaterThan(1);
      expect(sumOf(rows.map((row) => row.microcents))).toBe(total.microcents);
      expect(sumOf(rows.map((row) => row.beforeMicrocents))).toBe(before.microcents);
    }
    const residual = sumOf(days.map((day) => day.residualMicrocents));
    expect(sumOf(models.map((model) => model.residualMicrocents))).toBe(residual);
    expect(sumOf(causes.map((cause) => cause.microcents))).toBe(residual);
  });

  test('names what lies behind the difference: the contract and the model without a price', async () => {
    const { causes, unpriced } = await printed(...WEEKS);
    const causeOf = (kind: string) => causes.find((cause) => cause.kind === kind);
    expect(causeOf('discount')).toMatchObject({
      persistent: true,
      words: 'Bills are 12.0 % below list prices on all 12 days: likely a contract discount.',
    });
    expect(causeOf('unpriced')?.words).toMatch(/^claude-mythos-preview has no price in the table/);
    expect(unpriced).toMatchObject([{ model: 'claude-mythos-preview' }]);
  });
});

describe('costs', () => {
  test('shows the days, the reasons and who spent it', async () => {
    const { code, stdout, stderr } = await runTidemark(['costs', ...WEEKS], env);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^From {4}2026-11-08T00:00:00Z to 2026-11-20T00:00:00Z\nCost {4}\$/);
    expect(stdout).toMatch(/^2026-11-08 {2}\$[\d,.]+ +\$[\d,.]+ +[01]\.\d{3} +−?\$[\d,.]+$/m);
    expect(stdout).toContain('Why     Bills are 12.0 % below list prices');
    expect(stdout).toMatch(/^By key\n {2}\S.* \$[\d,.]+ {2}[+−][\d.]+ %$/m);
  });

  test('asks for both ends, in order', async () => {
    const half = await runTidemark(['costs', '--from', '2026-11-08'], env);
    expect(half).toMatchObject({ code: 2, stdout: '' });
    expect(half.stderr).toContain('costs needs --from and --to, each an ISO time.');
    const backwards = ['--from', '2026-11-20', '--to', '2026-11-08'];
    expect(await runTidemark(['costs', ...backwards], env)).toMatchObject({ code: 2 });
    expect(await runTidemark(['costs', '--grain', 'day'], env)).toMatchObject({ code: 2 });
  });

  test('reads only: without a history it says so and leaves nothing behind', async () => {
    const empty = { env: { ...env.env, TIDEMARK_DATA_DIR: temporaryFolder() } };
    const { code, stderr } = await runTidemark(['costs'], empty);
    expect(code).toBe(3);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
