import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { type Desktop, expect, FRIDAY, test } from './desktop-test.js';
import { filesWithText } from './files-with-text.js';
import { answerMessageBox } from './message-box.js';
import { clickTrayMenu, onlyTrayItem } from './tray-item.mjs';
import { waitForTray } from './tray-reading.js';

const exec = promisify(execFile);

/** Stands in a prompt, a path and a session of the transcript: none of it may be kept. */
const PRIVATE = 'a-secret-that-is-nobodys-business';
const RESET = FRIDAY + 2 * DAY_MS;

interface LimitsJson {
  readonly evidence: readonly { readonly kind: string; readonly pct: number | null }[];
}

const goTo = (page: Page, view: string) =>
  page.getByRole('button', { name: view, exact: true }).click();
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const syncNow = (page: Page) => page.getByRole('button', { name: 'Sync now' }).click();

/** Claude Code of this desktop: two weeks of work, an hour of it each day. */
function writeTranscripts({ session }: Desktop): string {
  const claude = path.join(session.home, '.claude');
  const folder = path.join(claude, 'projects', PRIVATE);
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  for (let at = FRIDAY - 15 * DAY_MS; at < FRIDAY; at += DAY_MS) {
    const message = {
      id: `msg_${at}`,
      model: 'claude-sonnet-4-5',
      role: 'assistant',
      content: [{ type: 'text', text: PRIVATE }],
      usage: { input_tokens: 20_000, output_tokens: 90_000, cache_read_input_tokens: 400_000 },
    };
    const timestamp = new Date(at).toISOString();
    lines.push(
      JSON.stringify({ type: 'user', timestamp, cwd: PRIVATE, message: { content: PRIVATE } }),
      JSON.stringify({
        type: 'assistant',
        timestamp,
        sessionId: PRIVATE,
        requestId: `r${at}`,
        message,
      }),
    );
  }
  writeFileSync(path.join(folder, 'work.jsonl'), `${lines.join('\n')}\n`);
  return claude;
}

test('a percentage that is typed in teaches, can be ignored, corrected and deleted', async ({
  desktop,
}) => {
  await desktop.connect();
  await desktop.syncWithGivenKey();
  const page = await (await desktop.start()).page();
  await goTo(page, 'Limits');
  const evidence = card(page, 'Evidence');

  await test.step('added', async () => {
    await evidence.getByRole('button', { name: 'Enter Claude’s %' }).click();
    await page.getByRole('textbox', { name: 'Percent' }).fill('40');
    await page.keyboard.press('Enter');
    await expect(evidence.getByText('40 %').first()).toBeVisible();
  });

  await test.step('the week is what was said of it', async () => {
    await goTo(page, 'Overview');
    await expect(card(page, 'This week')).toContainText('40');
    const { week } = await desktop.cli<{ week: { percent: number; percentSource: string } }>(
      'status',
    );
    expect(week.percentSource).toBe('reading');
    expect(Math.round(week.percent)).toBe(40);
    await goTo(page, 'Limits');
  });

  await test.step('ignored, it counts no more', async () => {
    await evidence.getByRole('button', { name: /^Ignore 40 %|^Ignore .*40 %/ }).click();
    await expect(evidence.getByText('Ignored by you.')).toBeVisible();
    await evidence.getByRole('button', { name: /^Count again/ }).click();
    await expect(evidence.getByText('Ignored by you.')).toHaveCount(0);
  });

  await test.step('deleted only when the person says so', async () => {
    const { env } = desktop.session;
    const remove = evidence.getByRole('button', { name: /^Delete .*40 %/ });
    await remove.click();
    await answerMessageBox(env, 'Escape');
    await expect(remove).toBeVisible();
    await remove.click();
    await answerMessageBox(env, 'Return');
    await expect(remove).toHaveCount(0);
    const { evidence: left } = await desktop.cli<LimitsJson>('limits', 'show');
    expect(left.filter(({ kind }) => kind === 'reading')).toEqual([]);
  });
});

test('"I just hit the limit" in the tray notes the moment and asks in the window which one', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  await desktop.syncWithGivenKey();
  const app = await desktop.start(['--hidden']);
  await clickTrayMenu(env, await onlyTrayItem(env), 'I just hit the limit…');
  const page = await app.page();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Limits');
  const form = page.getByRole('form', { name: 'I just hit the limit' });
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form).toHaveCount(0);
  const { evidence } = await desktop.cli<LimitsJson>('limits', 'show');
  expect(evidence.filter(({ kind }) => kind === 'hit')).toHaveLength(1);

  await clickTrayMenu(env, await onlyTrayItem(env), 'I just hit the limit…');
  await expect(form).toBeVisible();
  // A window that is made anew knows nothing of what the last one was told.
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy());
  await clickTrayMenu(env, await onlyTrayItem(env), 'Open Tidemark');
  const fresh = await app.page();
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('Overview');
});

test('Claude Code tells by its status line and its transcripts, and nothing private is kept (S23)', async ({
  desktop,
}) => {
  const { env } = desktop;
  const claude = writeTranscripts(desktop);
  const settings = path.join(claude, 'settings.json');
  const before =
    '{\n  "model": "opus",\n  "statusLine": { "type": "command", "command": "echo mine" }\n}\n';
  writeFileSync(settings, before);
  await desktop.connect();
  const page = await (await desktop.start()).page();
  await goTo(page, 'Settings');

  await test.step('the status line shows what it will change, and changes that', async () => {
    await page.getByRole('button', { name: 'Show what will change' }).click();
    await expect(page.getByText('echo mine').first()).toBeVisible();
    expect(readFileSync(settings, 'utf8')).toBe(before);
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await expect(page.getByText(/status line tells Tidemark its percentages/)).toBeVisible();
    const copies = readdirSync(claude).filter((name) => name.startsWith('settings.json.'));
    expect(copies.map((name) => readFileSync(path.join(claude, name), 'utf8'))).toEqual([before]);
  });

  await test.step('it answers Claude Code, after the line that was there', async () => {
    const { statusLine } = JSON.parse(readFileSync(settings, 'utf8'));
    const seconds = (at: number) => at / 1000;
    const input = JSON.stringify({
      session_id: PRIVATE,
      transcript_path: PRIVATE,
      context_window: { used_percentage: 42 },
      rate_limits: {
        five_hour: { used_percentage: 31, resets_at: seconds(FRIDAY + HOUR_MS) },
        seven_day: { used_percentage: 44, resets_at: seconds(RESET) },
      },
    });
    const asked = exec('/bin/sh', ['-c', statusLine.command], { env });
    asked.child.stdin?.end(input);
    expect((await asked).stdout).toBe('mine\nContext 42% | 5h 31% | Week 44%\n');
  });

  await test.step("the plan's week is what Claude said", async () => {
    await page.getByRole('checkbox', { name: 'Read Claude Code’s transcripts' }).click();
    await page
      .getByRole('combobox', { name: 'Week percentage is of' })
      .selectOption({ label: 'My Claude plan' });
    await syncNow(page);
    await waitForTray(
      env,
      '44 %',
      ({ lines }) => lines[0]?.includes('44 % (Claude says)') === true,
    );
    await goTo(page, 'Limits');
    await expect(page.getByText('as Claude says').first()).toBeVisible();
    const shown = await desktop.cli<{
      windows: readonly { meter: string; window: string; limit: object | null }[];
    }>('limits', 'show');
    const week = shown.windows.find(({ meter, window }) => meter === 'plan' && window === 'weekly');
    expect(week?.limit).not.toBeNull();
  });

  await test.step('of what was written there nothing is kept', () => {
    expect(filesWithText(desktop.dataDirectory, PRIVATE)).toEqual([]);
  });

  await test.step('removed, the settings are as they were, to the byte', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText('Removed; what was there is back.')).toBeVisible();
    expect(readFileSync(settings, 'utf8')).toBe(before);
  });

  await test.step('forgotten, the use is gone and the transcripts are untouched', async () => {
    await page.getByRole('button', { name: 'Forget what was read' }).click();
    await answerMessageBox(desktop.session.env, 'Return');
    await expect(page.getByRole('button', { name: 'Forget what was read' })).toHaveCount(0);
    await expect(
      page.getByRole('checkbox', { name: 'Read Claude Code’s transcripts' }),
    ).not.toBeChecked();
    expect(filesWithText(claude, PRIVATE)).toHaveLength(1);
  });
});
