import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { priceMark } from '../../../src-main/core/pricing/price-mark.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { PriceOverride } from '../../../src-main/shared/settings.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import type { ReportPair } from '../../../src-main/shared/usage.js';
import { createWorld, historyOf, type World } from '../../fakes/app.js';
import { at, priced, shared, tokens, usd } from '../../fakes/figures.js';

export const NOW = at('2026-11-21T14:20:00Z');

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-repricing-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const MODEL = 'claude-sonnet-4-5-20250929';
/** $30 instead of $15 per million output tokens. */
export const OWN: PriceOverride = {
  model: 'claude-sonnet-4-5',
  from: null,
  uncachedInput: 6,
  cacheCreation5m: 7.5,
  cacheCreation1h: 12,
  cacheRead: 0.6,
  output: 30,
};
export const ALL = { from: 0, to: NOW + DAY_MS };

/** A million output tokens, $15, twenty days ago, three days ago and this morning. */
export function pricedWorld(historyPath?: string): World {
  const world = createWorld(historyPath === undefined ? {} : { historyPath });
  world.now = NOW;
  for (const days of [20, 3, 0]) {
    const dimensions = { ...priced({ model: MODEL }), ...shared({ model: MODEL }) };
    const use = { dimensions, tokens: tokens({ output: 1_000_000 }) };
    world.api.uses.push({ at: at('2026-11-21T09:30:00Z') - days * DAY_MS, use });
  }
  return world;
}

/** What all held rows were priced at together, and the sum of their shares. */
export function pricedAt(world: World, pair: ReportPair = 'legacy') {
  const history = historyOf(world).ofPair(pair);
  const sum = (costs: readonly (number | null | undefined)[]) =>
    costs.reduce((all: number, cost) => all + (cost ?? 0), 0);
  return {
    rows: sum(history.readHourTotals(ALL).map(({ estimated }) => estimated)),
    shares: sum(history.sumShares(ALL, 'day', 'workspace').map(({ cost }) => cost)),
    hasOwnMark: history.readPriceMark() === priceMark(effectivePrices(priceTable, [OWN])),
  };
}
export const AT_TABLE = { rows: usd(45), shares: usd(45), hasOwnMark: false };
export const AT_OWN = { rows: usd(90), shares: usd(90), hasOwnMark: true };
