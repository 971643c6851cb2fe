import { expect, type Page } from '@playwright/test';
import type { RunningApp } from './app.js';
import { waitFor } from './wait-for.mjs';

export const VIEWS = [
  'Overview',
  'History',
  'History as table',
  'Limits',
  'Limits as table',
  'Costs',
  'Costs as table',
  'Cache',
  'Cache as table',
  'Settings',
  'Connect',
] as const;
export type ViewName = (typeof VIEWS)[number];

/** Views whose chart can be had as a table. */
const CHARTED: ReadonlySet<string> = new Set(['History', 'Limits', 'Costs', 'Cache']);

/** Shows a view of a connected window, the way a person gets there. */
export async function showView(page: Page, view: ViewName): Promise<void> {
  const go = (name: string) => page.getByRole('button', { name, exact: true }).click();
  if (view === 'Connect') {
    await go('Settings');
    await go('Use another key');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect your organization');
    return;
  }
  const [name = view] = view.split(' as ');
  await go(name);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  if (!CHARTED.has(name)) return;
  const table = page.getByRole('button', { name: 'Table', exact: true });
  const isTable = view !== name;
  if ((await table.getAttribute('aria-pressed')) !== String(isTable)) await table.click();
  if (isTable) await expect(page.getByRole('table').first()).toBeVisible();
  const charts = page.getByRole('slider');
  if (isTable) await expect(charts).toHaveCount(0);
  else await expect(charts.first()).toBeVisible();
}

/** Gives the page this many CSS pixels of width. */
export async function resizePage({ electron }: RunningApp, page: Page, width: number) {
  await electron.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setContentSize(to, 700),
    width,
  );
  await waitFor(`a page ${width} px wide`, async () => {
    return (await page.evaluate(() => innerWidth)) === width;
  });
}

/** What sticks out of the page to the right, if anything does. */
export const widthBeyondPage = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.offsetWidth);
