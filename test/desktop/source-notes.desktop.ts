import type { Page } from '@playwright/test';
import { expect, test } from './desktop-test.js';
import { resizePage, showView, widthBeyondPage } from './views.js';

const VIEWS = ['Overview', 'History', 'Limits', 'Costs', 'Cache'] as const;
/** The usual window, narrower ones, and those where notes lie along the bottom. */
const WIDTHS = [1120, 700, 650, 360] as const;

/** The open note where it is not all inside the window; null where it is. */
const findCut = (page: Page): Promise<string | null> =>
  page.getByRole('note').evaluate((note) => {
    const { left, right, top, bottom } = note.getBoundingClientRect();
    const isInside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
    const box = [left, right, top, bottom].map(Math.round);
    return isInside ? null : `${box.join(' ')}: ${note.textContent}`;
  });

test('every source note opens inside the window, however wide it is', async ({ desktop }) => {
  // Each note of five views at each width.
  test.slow();
  await desktop.connect();
  await desktop.cli('sync');
  const app = await desktop.start();
  const page = await app.page();
  const cut: string[] = [];
  for (const width of WIDTHS) {
    await resizePage(app, page, width);
    let count = 0;
    for (const view of VIEWS) {
      await showView(page, view);
      for (const word of await page.getByRole('button', { name: /where this comes from$/ }).all()) {
        await word.press('Enter');
        const found = await findCut(page);
        if (found) cut.push(`${view}, ${width} px: ${found}`);
        expect([view, width, await widthBeyondPage(page)]).toEqual([view, width, 0]);
        await word.press('Escape');
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(20);
  }
  expect(cut).toEqual([]);
});
