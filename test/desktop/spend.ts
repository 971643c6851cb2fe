import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { TokenCounts } from '../../src-main/shared/usage.js';

/** What a test reads of `tidemark status --json`, schema 1. */
export interface StatusJson {
  readonly week: {
    readonly percent: number | null;
    readonly spent: { readonly microcents: number | null };
  };
  readonly today: {
    readonly cost: { readonly microcents: number | null; readonly basis: string | null };
  };
  readonly month: {
    readonly cost: { readonly microcents: number | null };
    readonly forecast: { readonly microcents: number } | null;
  };
  readonly sync: { readonly lastSuccessAt: string | null; readonly stale: boolean };
}

/** What a test reads of `tidemark history --json`, schema 1. */
export interface HistoryJson {
  readonly rows: readonly {
    readonly start: string;
    readonly end: string;
    readonly tokens: TokenCounts;
    readonly group: { readonly id: string | null; readonly label: string };
    readonly reportedMicrocents: number | null;
    readonly estimatedMicrocents: number | null;
    readonly costMicrocents: number | null;
  }[];
}

/** Types the weekly limit in the settings, as a person does, and leaves the overview open. */
export async function setWeeklyLimit(page: Page, dollars: number): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const field = page.getByLabel('Weekly limit in dollars');
  await field.fill(dollars.toFixed(2));
  await field.press('Enter');
  await expect(field).toHaveValue(/\d/);
  await page.getByRole('button', { name: 'Overview', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
}
