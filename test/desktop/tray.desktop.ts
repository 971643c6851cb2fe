import { formatMoney, formatPercent } from '../../src-main/shared/format.js';
import { formatRough } from '../../src-main/shared/format-range.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { expect, test } from './desktop-test.js';
import { countLegiblePixels, isOnPanel, opaqueShare } from './panel-picture.js';
import { type StatusJson, setWeeklyLimit } from './spend.js';
import { TEST_KEY } from './test-key.js';
import { clickTrayMenu, onlyTrayItem, trayItems } from './tray-item.mjs';
import { readTray, type TrayPixels, type TrayReading, waitForTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';

const BACK_LIMIT_MS = 5_000;

const isSynced = ({ lines }: TrayReading) => lines.some((line) => /^Updated \d/.test(line));

test('the tooltip and the menu tell the very figures of tidemark status', async ({ desktop }) => {
  const { env } = desktop.session;
  await desktop.connect();
  // All of it at once: while older history comes in, the forecast still changes.
  await desktop.syncWithGivenKey();
  const page = await (await desktop.start()).page();
  await setWeeklyLimit(page, 100);
  await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();

  const status = await desktop.cli<StatusJson>('status');
  const percent = formatPercent(status.week.percent);
  const today = `${formatMoney(status.today.cost.microcents)} (${status.today.cost.basis === 'mixed' ? 'part estimate' : 'estimate'})`;
  const forecast = formatRough(status.month.forecast?.microcents ?? null);
  expect(forecast).toMatch(/^\$\d+/);
  expect(status.week.percent).toBeGreaterThan(10);
  expect(status.today.cost.microcents).toBeGreaterThan(0);

  const tray = await waitForTray(env, percent, ({ lines }) => lines[0]?.includes(percent) === true);
  expect(tray.lines).toEqual([
    `Week: ${percent} of $100.00 (your limit)`,
    expect.stringMatching(/^Resets Sun 10:59/),
    `Today: ${today}`,
    `November: ${formatMoney(status.month.cost.microcents)} · forecast ${forecast}`,
    expect.stringMatching(/^Updated 14:30/),
  ]);
  expect(tray.tooltip[0]).toBe(`Week ${percent} of $100.00 (your limit)`);
  expect(tray.tooltip).toContain(`Today ${today}`);
  expect(tray.commands).toEqual([
    'Open Tidemark',
    'Sync now',
    'I just hit the limit…',
    'Settings…',
    'Quit',
  ]);
});

test('every entry of the menu does what it says, and Quit exits 0', async ({ desktop }) => {
  const { env } = desktop.session;
  await desktop.connect();
  const app = await desktop.start(['--hidden']);
  const item = await onlyTrayItem(env);
  await waitForTray(env, 'figures', isSynced);
  expect(app.electron.windows()).toHaveLength(0);

  await clickTrayMenu(env, item, 'Open Tidemark');
  const page = await app.page();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');

  const asked = desktop.simulator.requests.length;
  await clickTrayMenu(env, item, 'Sync now');
  await waitFor('new requests', () => desktop.simulator.requests.length > asked);

  await clickTrayMenu(env, item, 'Settings…');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');

  await clickTrayMenu(env, item, 'Quit');
  expect(await app.ended()).toEqual({ code: 0, signal: null });
});

test('the icon is drawn for its size, legible by itself, and differs in every state', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  const icons = new Map<string, TrayPixels>();
  const note = (state: string, { icon }: { icon: TrayPixels }) => icons.set(state, icon);

  const first = await desktop.start();
  note('unknown', await waitForTray(env, 'no key', (tray) => tray.lines[0] === 'Week: –'));
  await first.close();

  await desktop.connect();
  const second = await desktop.start();
  const page = await second.page();
  note(
    'spend',
    await waitForTray(
      env,
      'the whole spend',
      ({ lines }) =>
        /^Week: \$/.test(lines[0] ?? '') && lines.some((line) => /^Updated/.test(line)),
    ),
  );
  const { week } = await desktop.cli<StatusJson>('status');
  const spent = (week.spent.microcents ?? 0) / 1e8;
  for (const [state, percent] of [
    ['percent', 42],
    ['near', 85],
    ['over', 120],
  ] as const) {
    await setWeeklyLimit(page, (spent / percent) * 100);
    note(
      state,
      await waitForTray(
        env,
        `${percent} %`,
        ({ lines }) => lines[0]?.startsWith(`Week: ${percent} %`) === true,
      ),
    );
  }
  await setWeeklyLimit(page, (spent / 42) * 100);
  desktop.simulator.revoke(TEST_KEY);
  await page.getByRole('button', { name: 'Sync now' }).click();
  note(
    'failing',
    await waitForTray(env, 'the refusal', ({ lines }) =>
      lines.includes('This key was not accepted'),
    ),
  );
  await second.close();

  for (const [state, icon] of icons) {
    expect([state, icon.width, icon.height]).toEqual([state, 22, 22]);
    // A warning triangle fills less of its square than a plate.
    expect(opaqueShare(icon), `plate of ${state}`).toBeGreaterThan(0.4);
    expect(countLegiblePixels(icon), `drawing of ${state}`).toBeGreaterThan(10);
  }
  const drawings = [...icons.values()].map(({ argb }) => Buffer.from(argb).toString('base64'));
  expect(new Set(drawings).size).toBe(icons.size);
});

test('old figures are dimmed and dated: a stale icon is not the one of the same percentage (M1)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  const fresh = await desktop.start();
  await setWeeklyLimit(await fresh.page(), 100);
  const before = await waitForTray(env, 'a percentage', ({ lines }) =>
    /^Week: \d+ %/.test(lines[0] ?? ''),
  );
  await fresh.close();

  desktop.setNow(Date.parse('2026-11-20T14:30:00Z') + 2 * HOUR_MS);
  desktop.simulator.setFaults(['rate-limited-30']);
  await desktop.start();
  const after = await waitForTray(env, 'the age', ({ lines }) =>
    lines.some((line) => line.includes('14:30')),
  );
  expect(after.lines[0]).toBe(before.lines[0]);
  expect(after.icon.argb).not.toEqual(before.icon.argb);
});

for (const panelTheme of ['dark', 'light'] as const) {
  test.describe(`on a ${panelTheme} panel`, () => {
    test.use({ sessionOptions: { panelTheme } });

    test('the icon stands on its own plate, at its own size, unscaled (U5)', async ({
      desktop,
    }) => {
      const { env } = desktop.session;
      await desktop.connect();
      await desktop.start(['--hidden']);
      const { icon } = await waitForTray(env, 'the spend', isSynced);
      await waitFor('the icon on the panel', () => isOnPanel(desktop.session, icon));
    });
  });
}

test('a tray host that restarts has the icon back within 5 s, and the window bridges the gap (U2)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  await desktop.syncWithGivenKey();
  const app = await desktop.start(['--hidden']);
  const before = await waitForTray(env, 'figures', isSynced);
  await desktop.session.stopTray();
  await expect(
    (await app.page()).getByRole('heading', { name: 'This week', exact: true }),
  ).toBeVisible();

  await desktop.session.startTray();
  const begun = Date.now();
  await waitFor('the icon to be back', () => trayItems(env).then((items) => items.length === 1));
  expect(Date.now() - begun).toBeLessThan(BACK_LIMIT_MS);
  const after = await readTray(env);
  expect(after.lines).toEqual(before.lines);
  expect(after.icon.argb).toEqual(before.icon.argb);
  await waitFor('the icon on the panel', () => isOnPanel(desktop.session, after.icon));
});

test.describe('without a tray host', () => {
  test.use({ sessionOptions: { tray: false } });

  test('the window opens although the start was hidden, and says why (U1)', async ({ desktop }) => {
    const app = await desktop.start(['--hidden']);
    const page = await app.page();
    const notice = page.getByRole('status').filter({ hasText: 'This desktop shows no tray icons' });
    await expect(notice).toContainText('Start it again to get this window back');
    await notice.getByRole('button', { name: 'Got it' }).click();
    await expect(notice).toBeHidden();
  });
});
