import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './desktop-test.js';
import { walkTabStops } from './tab-stops.js';
import { resizePage, showView, VIEWS, widthBeyondPage } from './views.js';

const WIDTHS = [1120, 360] as const;

/** Every finding of axe, told so that it can be found. */
async function findFaults(page: Page): Promise<readonly string[]> {
  // Legacy mode: the other one opens a page of its own, which an Electron window cannot.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(passes.length, 'rules that had something to look at').toBeGreaterThan(10);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  );
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`axe finds nothing in any view, wide and narrow, ${theme.toLowerCase()} (U9)`, async ({
    desktop,
  }) => {
    // Twenty-two looks at whole pages.
    test.slow();
    await desktop.connect();
    await desktop.cli('sync');
    const app = await desktop.start();
    const page = await app.page();
    await showView(page, 'Settings');
    await page.getByLabel('Theme').selectOption({ label: theme });
    await expect(page.locator(':root')).toHaveAttribute('data-theme', theme.toLowerCase());
    const faults: Record<string, readonly string[]> = {};
    for (const width of WIDTHS) {
      await resizePage(app, page, width);
      for (const view of VIEWS) {
        await showView(page, view);
        faults[`${view}, ${width} px`] = await findFaults(page);
        expect([view, width, await widthBeyondPage(page)]).toEqual([view, width, 0]);
      }
    }
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  });
}

test('axe finds nothing at the first start, in a test of a key and while something is wrong', async ({
  desktop,
}) => {
  const page = await (await desktop.start()).page();
  await page.getByLabel('Admin key').fill('sk-ant-admin01-another-key-that-nobody-knows-0000');
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This key was not accepted')).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
});

test('Tab reaches all that can be used in every view, and shows where it is', async ({
  desktop,
}) => {
  await desktop.connect();
  await desktop.cli('sync');
  const page = await (await desktop.start()).page();
  // While it syncs, "Sync now" is not there to be reached.
  await expect(page.getByText(/next in \d+ s/)).toBeVisible();
  for (const view of VIEWS) {
    await showView(page, view);
    const { wanted, reached, invisible } = await walkTabStops(page);
    expect(wanted.length).toBeGreaterThan(4);
    expect(
      wanted.filter((stop) => !reached.includes(stop)),
      `${view}: not reached`,
    ).toEqual([]);
    expect(invisible, `${view}: focus not shown`).toEqual([]);
  }
});

test('nothing is cut at 200 % zoom (U5)', async ({ desktop }) => {
  await desktop.connect();
  await desktop.cli('sync');
  const app = await desktop.start();
  const page = await app.page();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2),
  );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(600);
  for (const view of VIEWS) {
    await showView(page, view);
    expect([view, await widthBeyondPage(page)]).toEqual([view, 0]);
  }
});
