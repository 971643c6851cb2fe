import { describe, expect, it, onTestFinished } from 'vitest';
import { openHistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { ReportProvider } from '../../../src-main/core/sync/report-provider.js';
import { syncDays } from '../../../src-main/core/sync/sync-days.js';
import { syncHours } from '../../../src-main/core/sync/sync-hours.js';
import type { SyncTools } from '../../../src-main/core/sync/sync-tools.js';
import { ok } from '../../../src-main/shared/result.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, type Span } from '../../../src-main/shared/units.js';
import { createFakeAdminApi } from '../../fakes/fake-admin-api.js';
import { costRow, dayAt, hourCost, priced, shared, tokens } from '../../fakes/figures.js';
import { createKeptLog } from '../../fakes/kept-log.js';

const FROM = dayAt('2026-11-01T00:00:00Z');
const NOW = FROM + 20 * DAY_MS;
const every = (span: Span, widthMs: number) =>
  Array.from(
    { length: (span.to - span.from) / widthMs },
    (_, index) => span.from + index * widthMs,
  );

/** Each hour has one priced row and one for each key; each day a bill for each key and hour. */
const providerOf = (keys: number): ReportProvider => {
  const known = (span: Span) => ({ to: span.to, asOf: NOW });
  const counts = (output: number) => tokens({ output });
  return {
    pair: 'legacy',
    oldest: Number.NEGATIVE_INFINITY,
    async readPricedUsage(span) {
      const rows = [{ dimensions: priced(), tokens: counts(keys * 10) }];
      const buckets = every(span, HOUR_MS).map((start) => ({ start: floorHour(start), rows }));
      return ok({ ...known(span), buckets });
    },
    async readShareUsage(span) {
      const rows = Array.from({ length: keys }, (_, key) => ({
        dimensions: shared({ apiKeyId: `apikey_${key}` }),
        tokens: counts(10),
      }));
      const buckets = every(span, HOUR_MS).map((start) => ({ start: floorHour(start), rows }));
      return ok({ ...known(span), buckets });
    },
    async readCost(span) {
      const buckets = every(span, DAY_MS).map((start) => ({
        start: floorDay(start),
        rows: [costRow(100)],
      }));
      const hours = every(span, HOUR_MS).flatMap((start) =>
        Array.from({ length: keys }, (_, key) =>
          hourCost(floorHour(start), 1, { dimensions: { apiKeyId: `apikey_${key}` } }),
        ),
      );
      return ok({ ...known(span), buckets, hours });
    },
  };
};

/** The rows of each write, and how often others could run. */
function createTools(keys: number) {
  const opened = openHistoryStore(':memory:', {
    readOnly: false,
    log: createKeptLog(),
    now: () => NOW,
  });
  if (!opened.ok) throw new Error(opened.failure.kind);
  onTestFinished(() => opened.value.close());
  const store = opened.value.ofPair('legacy');
  const writes: number[] = [];
  let pauses = 0;
  const tools: SyncTools = {
    api: createFakeAdminApi(),
    key: 'sk-ant-admin01-marked-fake-for-tests-AbCd',
    provider: providerOf(keys),
    history: {
      ...store,
      replaceHours(span, hours, at) {
        writes.push(hours.reduce((sum, { rows, shares }) => sum + rows.length + shares.length, 0));
        return store.replaceHours(span, hours, at);
      },
      replaceDays(span, days, at, more) {
        writes.push(days.length + (more?.hours?.length ?? 0));
        return store.replaceDays(span, days, at, more);
      },
    },
    prices: priceTable,
    log: createKeptLog(),
    now: () => NOW,
    wait: async () => {
      pauses += 1;
    },
    signal: {
      aborted: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
  };
  return { tools, store, writes, pauses: () => pauses };
}

describe('D9: a large organization is written in pieces of rows, each of whole hours or days', () => {
  it.each([1, 40, 100])('%i keys an hour for a week of hours', async (keys) => {
    const { tools, store, writes, pauses } = createTools(keys);
    const week = { from: FROM, to: FROM + 7 * DAY_MS };
    expect((await syncHours(week, tools)).ok).toBe(true);
    expect(Math.max(...writes)).toBeLessThanOrEqual(1_000);
    expect(writes.reduce((sum, rows) => sum + rows, 0)).toBe(168 * (keys + 1));
    const rowsPriced = 168 * (keys + 1);
    const pausesOfPricing = Math.floor(rowsPriced / (1_000 + keys + 1));
    expect(pauses()).toBeGreaterThanOrEqual(pausesOfPricing + writes.length - 1);
    expect(store.readCoverage().hours.size).toBe(168);
    expect(store.readHourTotals(week).map(({ tokens: { output } }) => output)).toEqual(
      Array.from({ length: 168 }, () => keys * 10),
    );
  });

  it.each([1, 5, 40])('%i keys an hour for a week of bills', async (keys) => {
    const { tools, store, writes } = createTools(keys);
    const week = { from: FROM, to: FROM + 7 * DAY_MS };
    expect((await syncDays(week, tools)).ok).toBe(true);
    expect(Math.max(...writes)).toBeLessThanOrEqual(1_000);
    expect(writes.reduce((sum, rows) => sum + rows, 0)).toBe(7 + 168 * keys);
    expect(store.readCoverage().days.size).toBe(7);
    expect(store.readDayReports(week)).toHaveLength(7);
  });

  it('a small organization is written at once', async () => {
    const { tools, writes } = createTools(3);
    await syncHours({ from: FROM, to: FROM + 7 * DAY_MS }, tools);
    await syncDays({ from: FROM, to: FROM + 7 * DAY_MS }, tools);
    expect(writes).toHaveLength(2);
  });
});
