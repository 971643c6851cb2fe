import { formatMoney } from '../../src-main/shared/format.js';
import { expect, test } from './desktop-test.js';
import type { StatusJson } from './spend.js';
import { waitFor } from './wait-for.mjs';

test('copy with source puts the figure and where it is from on the clipboard, by keyboard too (S5)', async ({
  desktop,
}) => {
  await desktop.connect();
  await desktop.syncWithGivenKey();
  const app = await desktop.start();
  const page = await app.page();
  const held = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const clear = () => app.electron.evaluate(({ clipboard }) => clipboard.clear());
  const { today } = await desktop.cli<StatusJson>('status');
  const shown = formatMoney(today.cost.microcents);
  const card = page.getByRole('region', { name: 'Today' });
  const line = new RegExp(
    `^${shown.replaceAll(/[.$]/g, '\\$&')} today \\(.*\\) - cost_report \\+ usage_report/messages, ` +
      '.*Z to .*Z, fetched .*Z, complete so far; .* Tidemark\\.$',
  );

  await test.step('by mouse', async () => {
    await clear();
    await card.getByRole('button', { name: shown }).click();
    await card.getByRole('button', { name: 'Copy with source' }).click();
    await expect(card.getByRole('status')).toHaveText('Copied');
    await waitFor('the line on the clipboard', async () => line.test(await held()));
  });

  await test.step('by keyboard: the note stays open while the focus is inside', async () => {
    await page.keyboard.press('Escape');
    await page.mouse.move(2, 2);
    await clear();
    await card.getByRole('button', { name: shown }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(card.getByRole('button', { name: 'Copy with source' })).toBeFocused();
    await page.keyboard.press('Enter');
    await waitFor('the line on the clipboard', async () => line.test(await held()));
    await page.keyboard.press('Escape');
    await expect(card.getByRole('note')).toHaveCount(0);
    await expect(card.getByRole('button', { name: shown })).toBeFocused();
  });

  await test.step('and no permission was given for it', async () => {
    const refusal = await page.evaluate(() =>
      navigator.clipboard.writeText('x').then(
        () => 'granted',
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      ),
    );
    expect(refusal).toBe('NotAllowedError');
  });
});
