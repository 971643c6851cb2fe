import { beforeEach, describe, expect, it } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { readCosts } from '../../../src-main/core/costs/read-costs.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { CostGroup, Costs, CostsQuery } from '../../../src-main/shared/costs.js';
import {
  DAY_MS,
  type DayStart,
  floorDay,
  floorHour,
  floorMinute,
  HOUR_MS,
  type Span,
} from '../../../src-main/shared/units.js';
import type { CostRow, TokenCounts } from '../../../src-main/shared/usage.js';
import {
  at,
  costRow,
  dayAt,
  hourCost,
  label,
  priced,
  pricedBucket,
  shared,
  storedHour,
  tokens,
  usd,
} from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';
import { HAIKU, OPUS, UNPRICED } from './compared.js';

const NOW = at('2026-11-21T14:20:00Z');
const TODAY = floorDay(NOW);
const DAY = dayAt('2026-11-19T00:00:00Z');
const NEXT_DAY = dayAt('2026-11-20T00:00:00Z');

interface Used {
  readonly model: string;
  readonly counts: Partial<TokenCounts>;
  readonly tier?: string;
  readonly workspaceId?: string;
  readonly apiKeyId?: string;
}
/** $20 a million. */
const opus = (dollars: number, some: Partial<Used> = {}): Used => ({
  model: OPUS,
  counts: { output: Math.round(dollars * 50_000) },
  ...some,
});

let history: HistoryStore;
beforeEach(() => {
  history = openMemoryStore();
});

/** Every hour of the day fetched; from its noon on one use an hour. */
function holdDay(day: DayStart, used: readonly Used[], span: Span = wholeDay(day)): void {
  const hours = [];
  for (let start = span.from; start < span.to; start += HOUR_MS) {
    const here = used.filter((_, index) => start === day + (12 + index) * HOUR_MS);
    const bucket = {
      start: floorHour(start),
      rows: here.map(({ model, counts, tier = 'standard' }) => ({
        dimensions: priced({ model, serviceTier: tier }),
        tokens: tokens(counts),
      })),
    };
    const shares = here.map(({ model, counts, tier = 'standard', workspaceId, apiKeyId }) => ({
      dimensions: shared({
        model,
        serviceTier: tier,
        workspaceId: workspaceId ?? null,
        apiKeyId: apiKeyId ?? null,
      }),
      tokens: tokens(counts),
    }));
    hours.push(storedHour(bucket, shares));
  }
  expect(history.replaceHours(span, hours, NOW).ok).toBe(true);
}
const wholeDay = (day: number): Span => ({ from: day, to: day + DAY_MS });

function holdBill(day: DayStart, rows: readonly CostRow[], fetchedAt = NOW): void {
  expect(history.replaceDays(wholeDay(day), [{ start: day, rows }], fetchedAt).ok).toBe(true);
}
const billOf = (dollars: number, some: Partial<CostRow> = {}) =>
  costRow(dollars * 100, { model: OPUS, ...some });

const read = (query: CostsQuery, from: UsageHistory = history): Costs =>
  readCosts(from, priceTable, query, NOW);
const readDay = (day: number) => read(wholeDay(day)).days[0];
const moneyOf = (groups: readonly CostGroup[]) =>
  groups.map(({ id, label: name, microcents, basis, before }) => [
    id,
    name,
    microcents,
    basis,
    before,
  ]);

describe('a UTC day', () => {
  it('that is billed counts as billed, beside its estimate', () => {
    holdDay(DAY, [opus(100)]);
    holdBill(DAY, [billOf(88)], NOW - HOUR_MS);
    expect(readDay(DAY)).toEqual({
      day: DAY,
      state: 'billed',
      reported: usd(88),
      estimated: usd(100),
      estimatedHigh: null,
      cost: usd(88),
      basis: 'reported',
      ratio: 0.88,
      residual: usd(-12),
      fetchedAt: NOW - HOUR_MS,
    });
  });

  it('whose bill was read before it ended has none yet', () => {
    holdDay(DAY, [opus(100)]);
    holdBill(DAY, [billOf(40)], DAY + 13 * HOUR_MS);
    expect(readDay(DAY)).toMatchObject({
      state: 'unbilled',
      reported: null,
      estimated: usd(100),
      cost: usd(100),
      basis: 'estimated',
      ratio: null,
      residual: null,
    });
  });

  it('whose bill may still be filling counts as billed, and its difference is not explained', () => {
    holdDay(DAY, [opus(10)]);
    holdBill(DAY, [billOf(4)], NEXT_DAY + 2 * HOUR_MS);
    const young = read(wholeDay(DAY));
    expect(young.days[0]).toMatchObject({
      state: 'billed',
      cost: usd(4),
      ratio: null,
      residual: null,
    });
    expect([young.causes, young.models]).toEqual([[], []]);
    holdBill(DAY, [billOf(4)], NEXT_DAY + 6 * HOUR_MS);
    expect(read(wholeDay(DAY)).days[0]?.residual).toBe(usd(-6));
  });

  it('that is running is estimated, whatever its bill says so far', () => {
    holdDay(TODAY, [opus(3)], { from: TODAY, to: floorHour(NOW) + HOUR_MS });
    holdBill(TODAY, [billOf(1)]);
    expect(readDay(TODAY)).toMatchObject({ state: 'open', reported: null, cost: usd(3) });
  });

  it('without use and with an empty bill was billed nothing; with use it is not billed yet', () => {
    holdDay(DAY, []);
    holdBill(DAY, []);
    holdDay(NEXT_DAY, [opus(2)]);
    holdBill(NEXT_DAY, []);
    expect(readDay(DAY)).toMatchObject({
      ...{ state: 'billed', reported: 0, estimated: 0, cost: 0, basis: 'reported' },
      ...{ ratio: null, residual: 0 },
    });
    expect(read(wholeDay(DAY)).total).toEqual({ microcents: 0, basis: 'reported' });
    expect(readDay(NEXT_DAY)).toMatchObject({ state: 'unbilled', reported: null, cost: usd(2) });
  });

  it('with an empty bill and hours missing is not known to be without use', () => {
    holdDay(DAY, [], { from: DAY + HOUR_MS, to: DAY + DAY_MS });
    holdBill(DAY, []);
    expect(readDay(DAY)).toMatchObject({ state: 'unbilled', reported: null });
  });

  it('of which only the bill was read, and too early, is not billed yet', () => {
    holdBill(DAY, [billOf(4)], DAY + HOUR_MS);
    expect(readDay(DAY)).toMatchObject({ state: 'unbilled', reported: null, cost: null });
  });

  it('adds up from parts of it', () => {
    holdDay(DAY, [opus(6), opus(4)]);
    holdBill(DAY, [billOf(7)]);
    const noon = DAY + 12.5 * HOUR_MS;
    expect(read({ from: DAY, to: noon }).total).toEqual({
      microcents: usd(2.1),
      basis: 'allocated',
    });
    expect(read({ from: noon, to: DAY + 20 * HOUR_MS }).total.microcents).toBe(usd(4.9));
    expect(read({ from: DAY + 13 * HOUR_MS, to: DAY + DAY_MS }).total.microcents).toBe(usd(2.8));
  });

  it('that was never fetched is missing and not zero', () => {
    expect(readDay(DAY)).toMatchObject({ state: 'missing', estimated: null, cost: null });
    expect(read(wholeDay(DAY)).total).toEqual({ microcents: null, basis: null });
  });

  it('with hours missing is not compared with its bill', () => {
    holdDay(DAY, [opus(60)], { from: DAY + 6 * HOUR_MS, to: DAY + DAY_MS });
    holdBill(DAY, [billOf(100)]);
    expect(readDay(DAY)).toMatchObject({
      ...{ state: 'billed', reported: usd(100), cost: usd(100) },
      ...{ estimated: null, ratio: null, residual: null },
    });
    expect(read(wholeDay(DAY))).toMatchObject({ models: [], causes: [] });
  });

  it('of whose use nothing has a price has no estimate, and its bill is explained all the same', () => {
    holdDay(DAY, [{ model: UNPRICED, counts: { output: 7 } }]);
    holdBill(DAY, [billOf(3, { model: UNPRICED })]);
    expect(readDay(DAY)).toMatchObject({ reported: usd(3), estimated: null, residual: null });
    expect(read(wholeDay(DAY)).causes).toMatchObject([{ kind: 'unpriced', microcents: usd(3) }]);
  });

  it('A28: that is billed in another currency too names it, and adds nothing of it', () => {
    holdDay(DAY, [opus(10)]);
    holdBill(DAY, [billOf(9), billOf(7, { currency: 'EUR' })]);
    holdBill(NEXT_DAY, [billOf(5, { currency: 'GBP' })]);
    const { otherCurrencies, total } = read({ from: DAY + HOUR_MS, to: DAY + 20 * HOUR_MS });
    expect(otherCurrencies).toEqual([{ currency: 'EUR', microunits: usd(7) }]);
    expect(total.microcents).toBe(usd(9));
  });

  it('that has not begun is not listed', () => {
    const { days } = read({ from: DAY, to: TODAY + 5 * DAY_MS });
    expect(days.map(({ day }) => day)).toEqual([DAY, NEXT_DAY, TODAY]);
  });

  it('tells what it would have cost in the dearer band', () => {
    holdDay(DAY, [
      opus(10),
      { model: HAIKU, counts: { output: 2_000_000, uncachedInput: 10_000_000 } },
    ]);
    expect(readDay(DAY)).toMatchObject({ estimated: usd(10 + 2), estimatedHigh: usd(10 + 10) });
  });
});

describe('models', () => {
  it('are compared by tier, searches without a model on either side', () => {
    const searches = { webSearchRequests: 500 };
    holdDay(DAY, [
      opus(50, { counts: { output: 2_500_000, ...searches } }),
      opus(10, { tier: 'batch', counts: { output: 1_000_000 } }),
    ]);
    holdBill(DAY, [
      billOf(45),
      billOf(10, { serviceTier: 'batch' }),
      billOf(5, { model: null, serviceTier: null, costType: 'web_search', tokenType: null }),
    ]);
    const { models } = read(wholeDay(DAY));
    expect(
      models.map(({ label: name, reported, estimated, residual }) => [
        ...[name, reported, estimated, residual],
      ]),
    ).toEqual([
      [OPUS, usd(45), usd(50), usd(-5)],
      [`${OPUS} (batch)`, usd(10), usd(10), 0],
      ['No model (searches and tools)', usd(5), usd(5), 0],
    ]);
  });

  it('without a price are named with what is known of them', () => {
    holdDay(DAY, [opus(50), { model: UNPRICED, counts: { output: 7000 } }]);
    holdBill(DAY, [billOf(50.01), billOf(1, { model: UNPRICED })]);
    const { models, causes, unpriced, uncertain } = read(wholeDay(DAY));
    expect(models.at(-1)).toMatchObject({
      ...{ model: UNPRICED, reported: usd(1), estimated: null, residual: usd(1) },
      cause: 'unpriced',
    });
    expect(causes[0]).toMatchObject({ kind: 'unpriced', microcents: usd(1) });
    expect(models[0]).toMatchObject({ model: OPUS, residual: usd(0.01), cause: null });
    expect(unpriced).toEqual([{ model: UNPRICED, tokens: 7000 }]);
    expect(uncertain).toEqual([]);
  });

  it('that were used for searches alone have no line of their own', () => {
    holdDay(DAY, [opus(0, { counts: { webSearchRequests: 500 } })]);
    const searches = { model: null, serviceTier: null, costType: 'web_search', tokenType: null };
    holdBill(DAY, [billOf(5, searches)]);
    expect(read(wholeDay(DAY)).models).toMatchObject([{ model: null, residual: 0 }]);
  });

  it('of bands tell what they would have cost in the dearer one', () => {
    holdDay(DAY, [{ model: HAIKU, counts: { output: 2_000_000 } }]);
    holdBill(DAY, [billOf(3, { model: HAIKU })]);
    expect(read(wholeDay(DAY)).models).toMatchObject([
      { estimated: usd(1), estimatedHigh: usd(5), cause: 'bands' },
    ]);
  });

  it('of bands are named as uncertain', () => {
    holdDay(DAY, [{ model: HAIKU, counts: { output: 1000 } }]);
    expect(read(wholeDay(DAY)).uncertain).toMatchObject([{ model: HAIKU }]);
  });
});

describe('groups', () => {
  it('have the names that deleted keys and archived workspaces had', () => {
    history.replaceLabels('workspace', [label({ id: 'wrkspc_a', archivedAt: DAY })]);
    history.replaceLabels('api_key', [
      label({ kind: 'api_key', id: 'apikey_a', name: 'Crane', status: 'archived' }),
    ]);
    holdDay(DAY, [opus(6, { workspaceId: 'wrkspc_a', apiKeyId: 'apikey_a' }), opus(2)]);
    const { workspace, apiKey, workspaceModel, model } = read(wholeDay(DAY)).groups;
    expect(moneyOf(workspace)).toEqual([
      ['wrkspc_a', 'Harbour (archived)', usd(6), 'estimated', null],
      [null, 'Default workspace', usd(2), 'estimated', null],
    ]);
    expect(moneyOf(apiKey)).toEqual([
      ['apikey_a', 'Crane', usd(6), 'estimated', null],
      [null, 'No key (Console)', usd(2), 'estimated', null],
    ]);
    expect(moneyOf(workspaceModel)).toEqual([
      [`wrkspc_a/${OPUS}`, `Harbour (archived) · ${OPUS}`, usd(6), 'estimated', null],
      [`/${OPUS}`, `Default workspace · ${OPUS}`, usd(2), 'estimated', null],
    ]);
    expect(moneyOf(model)).toEqual([[OPUS, OPUS, usd(8), 'estimated', null]]);
  });

  it('by workspace and model are as billed; by key they are shares of the bill', () => {
    holdDay(DAY, [opus(6, { apiKeyId: 'apikey_a' }), opus(2, { apiKeyId: 'apikey_b' })]);
    holdBill(DAY, [
      billOf(4),
      billOf(1, { model: null, serviceTier: null, costType: 'code_execution', tokenType: null }),
    ]);
    const { workspace, model, apiKey } = read(wholeDay(DAY)).groups;
    expect(moneyOf(workspace)).toMatchObject([
      [null, 'Default workspace', usd(5), 'reported', null],
    ]);
    expect(moneyOf(model)).toMatchObject([
      [OPUS, OPUS, usd(4), 'reported', null],
      [null, 'No model (searches and tools)', usd(1), 'reported', null],
    ]);
    expect(moneyOf(apiKey)).toMatchObject([
      ['apikey_a', 'apikey_a', usd(3), 'allocated', null],
      ['apikey_b', 'apikey_b', usd(1), 'allocated', null],
      ['unallocated', 'Unallocated', usd(1), 'allocated', null],
    ]);
  });

  it('are compared with the span before, which may have had others', () => {
    holdDay(DAY, [opus(6, { apiKeyId: 'apikey_a' }), opus(1, { apiKeyId: 'apikey_old' })]);
    holdDay(NEXT_DAY, [opus(2, { apiKeyId: 'apikey_a' }), opus(9, { apiKeyId: 'apikey_new' })]);
    const { groups, before, total } = read(wholeDay(NEXT_DAY));
    expect(total).toEqual({ microcents: usd(11), basis: 'estimated' });
    expect(before).toMatchObject({
      from: DAY,
      to: NEXT_DAY,
      microcents: usd(7),
      isHeld: true,
      isComplete: true,
    });
    expect(moneyOf(groups.apiKey)).toEqual([
      ['apikey_new', 'apikey_new', usd(9), 'estimated', 0],
      ['apikey_a', 'apikey_a', usd(2), 'estimated', usd(6)],
      ['apikey_old', 'apikey_old', 0, 'estimated', usd(1)],
    ]);
  });

  it('are compared with the span that was asked for, where one was', () => {
    const longAgo = dayAt('2026-11-12T00:00:00Z');
    holdDay(longAgo, [opus(5, { apiKeyId: 'apikey_a' })]);
    holdDay(DAY, [opus(6, { apiKeyId: 'apikey_a' })]);
    holdDay(NEXT_DAY, [opus(2, { apiKeyId: 'apikey_a' })]);
    const { groups, before } = read({ ...wholeDay(NEXT_DAY), before: wholeDay(longAgo) });
    expect(before).toMatchObject({
      ...wholeDay(longAgo),
      microcents: usd(5),
      isHeld: true,
      isComplete: true,
    });
    expect(groups.apiKey[0]?.before).toBe(usd(5));
  });

  it('that no one spent on in either span are not listed', () => {
    holdDay(DAY, [{ model: UNPRICED, counts: { output: 7 }, apiKeyId: 'apikey_old' }]);
    holdDay(NEXT_DAY, [opus(2), { model: UNPRICED, counts: {}, apiKeyId: 'apikey_idle' }]);
    const { apiKey } = read(wholeDay(NEXT_DAY)).groups;
    expect(moneyOf(apiKey)).toEqual([[null, 'No key (Console)', usd(2), 'estimated', null]]);
  });

  it('of which only the past is known are not known now', () => {
    holdDay(DAY, [opus(2, { apiKeyId: 'apikey_a' })]);
    const { groups, total } = read(wholeDay(NEXT_DAY));
    expect(total.microcents).toBeNull();
    expect(moneyOf(groups.apiKey)).toEqual([['apikey_a', 'apikey_a', null, null, usd(2)]]);
  });

  it('by key are as billed where the bill names keys', () => {
    const analytics = history.ofPair('analytics');
    const line = hourCost(DAY, 300, { dimensions: { model: OPUS, apiKeyId: 'apikey_a' } });
    const day = { start: DAY, rows: [billOf(3)] };
    expect(analytics.replaceDays(wholeDay(DAY), [day], NOW, { hours: [line] }).ok).toBe(true);
    const { apiKey } = read(wholeDay(DAY), analytics).groups;
    expect(moneyOf(apiKey)).toEqual([['apikey_a', 'apikey_a', usd(3), 'reported', null]]);
  });

  it('whose use has no price are unknown and not zero', () => {
    holdDay(DAY, [opus(3), { model: UNPRICED, counts: { output: 7 }, apiKeyId: 'apikey_b' }]);
    const { model, apiKey } = read(wholeDay(DAY)).groups;
    expect(moneyOf(model)).toMatchObject([
      [OPUS, OPUS, usd(3), 'estimated', null],
      [UNPRICED, UNPRICED, null, null, null],
    ]);
    expect(apiKey.at(-1)).toMatchObject({ id: 'apikey_b', microcents: null });
  });
});

describe('a total of nothing', () => {
  const hour = { from: DAY + 12 * HOUR_MS, to: DAY + 13 * HOUR_MS };
  const nothing = (basis: string) => ({ microcents: 0, basis });

  it('is zero on bills of $0.00, for the day and for its hours', () => {
    holdDay(DAY, [opus(5)]);
    holdBill(DAY, [billOf(0)]);
    expect(read(wholeDay(DAY)).total).toEqual(nothing('reported'));
    expect(read(hour).total).toEqual(nothing('reported'));
    expect(read(wholeDay(DAY)).causes[0]?.words).toMatch(/^Bills are almost nothing/);
  });

  it('is zero where recent bills make nothing of the estimates', () => {
    holdDay(NEXT_DAY, [opus(5)]);
    holdBill(NEXT_DAY, [billOf(0)]);
    holdDay(TODAY, [opus(5)], { from: TODAY, to: floorHour(NOW) + HOUR_MS });
    const today = read({ from: TODAY, to: NOW });
    expect(today.total).toEqual(nothing('estimated'));
    expect(today.days[0]).toMatchObject({ cost: 0, basis: 'estimated' });
  });

  it('is not known where hours are missing or the use has no price', () => {
    holdDay(DAY, [opus(5)], hour);
    holdBill(DAY, [billOf(0)]);
    expect(read({ ...hour, to: hour.to + HOUR_MS }).total.microcents).toBeNull();
    holdDay(NEXT_DAY, [{ model: UNPRICED, counts: { output: 7 } }]);
    expect(read(wholeDay(NEXT_DAY)).total.microcents).toBeNull();
  });
});

describe('a discount', () => {
  it('is known on the first day of a week from the bills before it', () => {
    const first = NEXT_DAY - 9 * DAY_MS;
    for (let day = first; day <= NEXT_DAY; day += DAY_MS) {
      holdDay(floorDay(day), [opus(100)]);
      holdBill(floorDay(day), [billOf(day === first ? 100 : 88)]);
    }
    expect(read({ from: NEXT_DAY, to: NOW }).causes).toEqual([
      {
        kind: 'discount',
        words:
          'Bills are 12.0 % below list prices on 9 of the last 10 days: likely a contract discount, or a lower price of the one model used.',
        microcents: usd(-12),
        days: 1,
        isPersistent: true,
      },
    ]);
    expect(read(wholeDay(DAY)).causes[0]?.words).toContain('on 8 of the 9 days up to then:');
  });
});

describe('provenance', () => {
  it('says whether all hours are held and what the total is', () => {
    holdDay(DAY, [opus(3)]);
    expect(read(wholeDay(DAY)).provenance).toMatchObject({
      ...{ endpoint: 'cost_report + usage_report/messages', pair: 'legacy' },
      ...{ fetchedAt: NOW, isComplete: true, basis: 'estimated' },
    });
    expect(read({ from: DAY, to: TODAY }).provenance.isComplete).toBe(false);
    expect(read(wholeDay(TODAY + 2 * DAY_MS)).provenance.isComplete).toBe(false);
  });

  it('T4: of a span that cuts an hour says that it is shared by time, until its minutes are held', () => {
    holdDay(DAY, [opus(3)]);
    holdDay(NEXT_DAY, [opus(3)]);
    const noon = DAY + 12.5 * HOUR_MS;
    const parts = () => read({ from: noon, to: NEXT_DAY, before: { from: DAY, to: noon } });
    const shared = parts();
    expect(shared.provenance).toMatchObject({
      isComplete: false,
      formula: expect.stringMatching(/; an hour that it cuts is shared by time$/),
    });
    expect(shared.before).toMatchObject({ isHeld: true, isComplete: false, microcents: usd(1.5) });
    const use = { dimensions: priced({ model: OPUS }), tokens: tokens({ output: 150_000 }) };
    const minute = pricedBucket({ start: floorMinute(noon), rows: [use] });
    expect(history.replaceMinutes(floorHour(noon), [minute], NOW).ok).toBe(true);
    expect(parts()).toMatchObject({
      total: { microcents: usd(3) },
      before: { microcents: 0, isComplete: true },
      provenance: { isComplete: true },
    });
    // The hour after it was not used: there is nothing to share.
    expect(read({ from: DAY, to: noon + HOUR_MS }).provenance.isComplete).toBe(true);
  });

  it('is of each part its own: of what, over which days, how', () => {
    holdDay(DAY, [opus(100)]);
    holdBill(DAY, [billOf(88)], NOW - HOUR_MS);
    holdDay(NEXT_DAY, [opus(3, { apiKeyId: 'apikey_a' })]);
    const { sources, scale, before, provenance } = read({ from: DAY, to: TODAY - HOUR_MS });
    expect(sources.days).toMatchObject({ from: DAY, to: TODAY, basis: 'mixed', isComplete: true });
    for (const { formula, ...trace } of [sources.models, sources.causes]) {
      expect(trace).toMatchObject({ ...wholeDay(DAY), fetchedAt: NOW, basis: 'mixed' });
      expect(formula).toContain('of the 1 UTC day whose bill is whole');
    }
    expect(sources.groups.apiKey).toMatchObject({ to: TODAY - HOUR_MS, basis: 'mixed' });
    expect(sources.groups.apiKey.formula).toContain('bills name no key');
    expect(sources.unpriced).toMatchObject({ endpoint: 'usage_report/messages', basis: 'counted' });
    expect(scale?.provenance).toMatchObject({ ...wholeDay(DAY), fetchedAt: NOW - HOUR_MS });
    expect(before.provenance).toMatchObject({ to: DAY, fetchedAt: null, isComplete: false });
    const { groups, ...others } = sources;
    const all = [provenance, ...Object.values(others), ...Object.values(groups)];
    expect(new Set(all.map(({ formula }) => formula)).size).toBe(all.length);
  });

  it('of no compared day, and of no bill at all, nothing is known', () => {
    holdDay(DAY, [opus(3)]);
    const { sources, scale } = read(wholeDay(DAY));
    expect([sources.models.basis, sources.causes.basis, scale]).toEqual([null, null, null]);
  });

  it('with the analytics speaks of bills by the hour, which name the key', () => {
    const analytics = history.ofPair('analytics');
    const { sources, provenance } = read(wholeDay(DAY), analytics);
    expect(provenance.formula).toContain('bills by the hour');
    for (const { formula } of Object.values(sources.groups)) {
      expect(formula).toContain('bills by the hour name');
    }
  });
});
