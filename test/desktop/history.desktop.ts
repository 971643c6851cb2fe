import type { Page } from '@playwright/test';
import { formatCount, formatMoney } from '../../src-main/shared/format.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { type Desktop, expect, FRIDAY, test } from './desktop-test.js';
import type { HistoryJson } from './spend.js';
import { showView } from './views.js';

const TOMORROW = Math.floor(FRIDAY / DAY_MS + 1) * DAY_MS;
const GROUPINGS = [
  ['Model', 'model'],
  ['Workspace', 'workspace'],
  ['Key', 'api_key'],
  ['Tier', 'service_tier'],
  ['Token kind', 'token_kind'],
] as const;

type Row = HistoryJson['rows'][number];

const readHistory = (desktop: Desktop, by: string, days: number) =>
  desktop.cli<HistoryJson>(
    'history',
    ...['--from', new Date(TOMORROW - days * DAY_MS).toISOString()],
    ...['--to', new Date(TOMORROW).toISOString(), '--by', by],
  );

const costOf = ({ costMicrocents }: Row) => costMicrocents ?? 0;

const tokensOf = ({ tokens }: Row) =>
  tokens.uncachedInput +
  tokens.cacheCreation5m +
  tokens.cacheCreation1h +
  tokens.cacheRead +
  tokens.output;

const sumBy = (rows: readonly Row[], amount: (row: Row) => number) => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.group.label, (sums.get(row.group.label) ?? 0) + amount(row));
  return sums;
};

const sum = (amounts: Iterable<number>) => [...amounts].reduce((a, b) => a + b, 0);

/** The last row of the table: the total first, then each column's, by its heading. */
async function readTotals(page: Page): Promise<ReadonlyMap<string, string>> {
  const table = page.getByRole('table').first();
  const heads = await table.locator('thead th').allInnerTexts();
  const cells = await table.locator('tfoot tr > *').allInnerTexts();
  return new Map(heads.map((head, index) => [head.trim(), cells[index]?.trim() ?? '']));
}

const choose = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).locator('..').click();

test('the table holds the very totals of tidemark history, in every grouping, in dollars and tokens', async ({
  desktop,
}) => {
  await desktop.connect();
  await desktop.cli('sync');
  const page = await (await desktop.start()).page();
  await showView(page, 'History as table');
  for (const [label, by] of GROUPINGS) {
    const { rows } = await readHistory(desktop, by, 30);
    await choose(page, label);
    for (const [unit, amount, format] of [
      ['Tokens', tokensOf, formatCount],
      ['Cost', costOf, formatMoney],
    ] as const) {
      if (by === 'token_kind' && unit === 'Tokens') continue;
      await choose(page, unit);
      const sums = sumBy(rows, amount);
      await expect
        .poll(async () => (await readTotals(page)).get('Total'), { message: `${label}, ${unit}` })
        .toBe(format(sum(sums.values())));
      const shown = await readTotals(page);
      const named = [...sums].filter(([group]) => shown.has(group));
      expect(named.length, `${label} columns`).toBeGreaterThan(0);
      for (const [group, total] of named)
        expect([group, shown.get(group)]).toEqual([group, format(total)]);
    }
  }
});

test('each range shows its own figures', async ({ desktop }) => {
  await desktop.connect();
  await desktop.cli('sync');
  const page = await (await desktop.start()).page();
  await showView(page, 'History');
  await choose(page, '7 d');
  await choose(page, 'Day');
  const week = await readHistory(desktop, 'model', 7);
  const headline = page.getByRole('heading', { level: 2, name: /by model, 7 days/ });
  await expect(headline).toContainText(formatMoney(sum(week.rows.map(costOf))));
  await choose(page, '24 h');
  await expect(page.getByRole('heading', { level: 2, name: /by model, 24 hours/ })).toBeVisible();
});

test('arrow keys walk the chart and say every column', async ({ desktop }) => {
  await desktop.connect();
  await desktop.cli('sync');
  const page = await (await desktop.start()).page();
  await showView(page, 'History');
  const chart = page.getByRole('slider', { name: /^Cost by model/ });
  const said = page.locator('[aria-live="polite"]').filter({ hasText: /\$/ });
  await chart.focus();
  const count = Number(await chart.getAttribute('aria-valuemax'));
  expect(count).toBe(30);
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuenow', '30');
  await expect(said).toHaveText(/\$/);
  const today = await chart.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuenow', '29');
  expect(await chart.getAttribute('aria-valuetext')).not.toBe(today);
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('ArrowUp');
  await expect(said).toHaveText(/claude/);
  await page.keyboard.press('Escape');
  await expect(said).toHaveCount(0);
});
