import { describe, expect, test } from 'vitest';
import { estimateCosts } from '../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import type { LedgerEntry } from '../../src-main/demo/fake-request.js';
import { createLedger, ledgerEntries } from '../../src-main/demo/ledger.js';
import { inventOrganization } from '../../src-main/demo/organization.js';
import { osloTime } from '../../src-main/demo/oslo-time.js';
import { workdayShare } from '../../src-main/demo/workday.js';
import { DAY_MS, floorHour, HOUR_MS } from '../../src-main/shared/units.js';
import { TOKEN_KINDS } from '../../src-main/shared/usage.js';
import { ledgerBetween } from './counts.js';

const at = (text: string) => Date.parse(text);

const year = ledgerBetween('2025-10-01T00:00:00Z', '2026-12-10T00:00:00Z');
const promptOf = ({ tokens }: LedgerEntry) =>
  tokens.uncachedInput + tokens.cacheCreation5m + tokens.cacheCreation1h + tokens.cacheRead;
const centsOf = (entries: readonly LedgerEntry[]) =>
  entries.reduce((sum, entry) => {
    const costs = estimateCosts(priceTable, entry, entry.tokens, entry.at);
    return sum + TOKEN_KINDS.reduce((total, kind) => total + (costs?.[kind] ?? 0), 0) / 1e6;
  }, 0);

describe('the ledger', () => {
  test('gives the same hour for the same seed, asked alone or in any order', () => {
    const hours = [7, 3, 12, 9].map((hour) =>
      floorHour(at('2026-05-06T00:00:00Z') + hour * HOUR_MS),
    );
    const forward = createLedger(4);
    const inOrder = [...hours].sort((a, b) => a - b).map((hour) => forward(hour));
    const alone = [...hours].sort((a, b) => a - b).map((hour) => ledgerEntries(4, hour));
    expect(alone).toEqual(inOrder);
    expect(hours.map((hour) => ledgerEntries(5, hour))).not.toEqual(hours.map(forward));
  });

  test('keeps every request inside its hour, oldest first', () => {
    const hour = floorHour(at('2026-11-18T10:00:00Z'));
    const times = ledgerEntries(1, hour).map((entry) => entry.at);
    expect(times.every((time) => time >= hour && time < hour + HOUR_MS)).toBe(true);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('counts in whole tokens and never below zero', () => {
    const odd = year.filter(({ tokens }) =>
      TOKEN_KINDS.some((kind) => !Number.isSafeInteger(tokens[kind]) || tokens[kind] < 0),
    );
    expect(odd).toEqual([]);
  });

  test('uses no model before its launch or after its retirement', () => {
    const unpriced = year.filter(
      (entry) => estimateCosts(priceTable, entry, entry.tokens, entry.at) === null,
    );
    expect(unpriced).toEqual([]);
    const lastUse = new Map(year.map(({ model, at: usedAt }) => [model, usedAt]));
    const retired: readonly (readonly [model: string, date: string])[] = [
      ['claude-3-5-haiku-20241022', '2026-02-19'],
      ['claude-opus-4-1-20250805', '2026-08-05'],
      ['claude-sonnet-4-5-20250929', '2026-11-30'],
    ];
    for (const [model, date] of retired) expect(lastUse.get(model)).toBeLessThan(at(date));
    expect(lastUse.size).toBe(17);
  });

  test('asks for fast mode only where a fast price was in force', () => {
    const fast = year.filter(({ speed }) => speed === 'fast');
    expect(fast.length).toBeGreaterThan(100);
    const outputCost = (entry: LedgerEntry) =>
      estimateCosts(priceTable, entry, entry.tokens, entry.at)?.output ?? 0;
    const odd = fast.filter((e) => outputCost(e) <= outputCost({ ...e, speed: 'standard' }));
    expect(odd).toEqual([]);
  });

  test('knows an inference geography only for models that have one', () => {
    const isOld = (model: string) => /-\d{8}$/.test(model);
    const odd = year.filter((e) => (e.inferenceGeo === 'not_available') !== isOld(e.model));
    expect(odd).toEqual([]);
    expect(year.some(({ inferenceGeo }) => inferenceGeo === 'us')).toBe(true);
  });

  test('puts a prompt into the context window of its size', () => {
    const long = year.filter(({ contextWindow }) => contextWindow === '200k-1M');
    expect(long.length).toBeGreaterThan(100);
    const window = (entry: LedgerEntry) => (promptOf(entry) > 200_000 ? '200k-1M' : '0-200k');
    const isLong = (entry: LedgerEntry) =>
      entry.model === 'claude-haiku-5-5' && promptOf(entry) > 100_000;
    expect(year.filter((entry) => entry.contextWindow !== window(entry))).toEqual([]);
    expect(year.filter((entry) => entry.isLongPrompt !== isLong(entry))).toEqual([]);
    expect(year.some(({ isLongPrompt }) => isLongPrompt)).toBe(true);
  });

  test('lets a key work only while it is valid', () => {
    const { apiKeys, workspaces } = inventOrganization(1);
    const keys = new Map(apiKeys.map((key) => [key.id, key]));
    const defaultId = workspaces.find(({ isDefault }) => isDefault)?.id;
    const odd = year.filter((entry) => {
      const key = keys.get(entry.apiKeyId ?? '');
      if (!key) return entry.apiKeyId !== null;
      const end = key.inactiveAt ?? key.archivedAt ?? key.expiresAt ?? Number.POSITIVE_INFINITY;
      const isValid = key.createdAt <= entry.at && entry.at < end;
      return !isValid || (entry.workspaceId ?? defaultId) !== key.workspaceId;
    });
    expect(odd).toEqual([]);
    expect(new Set(year.map(({ apiKeyId }) => apiKeyId)).size).toBe(apiKeys.length + 1);
    expect(new Set(year.map(({ workspaceId }) => workspaceId)).size).toBe(6);
  });

  test('has busy office hours, quiet nights and weekends, and a nightly batch', () => {
    const perHour = (hours: readonly number[], weekday: (day: number) => boolean) => {
      const recent = ledgerBetween('2026-09-07T00:00:00Z', '2026-11-16T00:00:00Z').filter(
        (entry) => {
          const time = osloTime(entry.at);
          return hours.includes(time.hour) && weekday(time.weekday);
        },
      );
      const days = 10 * [0, 1, 2, 3, 4, 5, 6].filter(weekday).length;
      return recent.length / days / hours.length;
    };
    const office = perHour([9, 10, 12, 13, 14, 15], (day) => day < 5);
    expect(office).toBeGreaterThan(10);
    expect(office).toBeLessThan(25);
    expect(perHour([5, 6], (day) => day < 5)).toBeLessThan(1);
    expect(perHour([10, 13], (day) => day >= 5)).toBeLessThan(office / 4);
    const batch = year.filter(({ serviceTier }) => serviceTier === 'batch');
    const nightly = batch.filter((entry) => [2, 3].includes(osloTime(entry.at).hour));
    expect(nightly.length / batch.length).toBeGreaterThan(0.9);
  });

  test('spends enough that a weekly limit of 50 dollars makes sense', () => {
    for (let week = at('2026-08-31'); week < at('2026-11-20'); week += 7 * DAY_MS) {
      const cents = centsOf(
        year.filter((entry) => entry.at >= week && entry.at < week + 7 * DAY_MS),
      );
      expect(cents / 100).toBeGreaterThan(30);
      expect(cents / 100).toBeLessThan(65);
    }
  });

  test('reads 80 to 90 per cent of its input from the cache', () => {
    const read = year.reduce((sum, { tokens }) => sum + tokens.cacheRead, 0);
    const input = year.reduce((sum, entry) => sum + promptOf(entry), 0);
    expect(read / input).toBeGreaterThan(0.8);
    expect(read / input).toBeLessThan(0.9);
  });

  test('was empty before the organization was founded', () => {
    expect(ledgerBetween('2025-09-01T00:00:00Z', '2025-10-01T00:00:00Z')).toEqual([]);
  });

  test('has a model without a price only when asked for', () => {
    const hour = floorHour(at('2026-11-18T10:00:00Z'));
    const models = (unpricedModel: boolean) =>
      [0, 1, 2, 3, 4].flatMap((n) =>
        ledgerEntries(1, floorHour(hour + n * HOUR_MS), { unpricedModel }).map(
          ({ model }) => model,
        ),
      );
    expect(models(false)).not.toContain('claude-mythos-preview');
    expect(models(true)).toContain('claude-mythos-preview');
    expect(models(true).filter((model) => model !== 'claude-mythos-preview')).toEqual(
      models(false),
    );
  });
});

describe('the calendar', () => {
  test('agrees with the time zone data about every hour around a clock change', () => {
    const zone = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Oslo',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
    });
    for (const day of ['2025-10-26', '2026-03-29', '2026-10-25', '2027-03-28', '2026-12-31']) {
      for (let hour = -3; hour < 27; hour += 1) {
        const instant = at(`${day}T00:00:00Z`) + hour * HOUR_MS;
        const { date, month, year: y, hour: h } = osloTime(instant);
        const parts = Object.fromEntries(
          zone.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
        );
        expect([y, month, date, h]).toEqual([parts.year, parts.month, parts.day, parts.hour]);
      }
    }
  });

  test('knows weekends, fixed holidays and those around Easter', () => {
    const share = (date: string) => workdayShare(osloTime(at(`${date}T10:00:00Z`)));
    expect(share('2026-11-18')).toBe(1);
    for (const date of ['2026-04-02', '2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25']) {
      expect(share(date)).toBeLessThan(0.1);
    }
    for (const date of ['2026-05-01', '2026-05-17', '2026-12-25', '2026-11-22']) {
      expect(share(date)).toBeLessThan(0.2);
    }
  });
});
