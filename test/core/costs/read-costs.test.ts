import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  floorDay,
  floorHour,
  floorMinute,
  HOUR_MS,
} from '../../../src-main/shared/units.js';
import { priced, pricedBucket, tokens, usd } from '../../fakes/figures.js';
import { OPUS, UNPRICED } from './compared.js';
import {
  billOf,
  createCostHistory,
  DAY,
  NEXT_DAY,
  NOW,
  opus,
  TODAY,
  wholeDay,
} from './create-cost-history.js';

const { history, holdBill, holdDay, read } = createCostHistory();

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
    expect(history().replaceMinutes(floorHour(noon), [minute], NOW).ok).toBe(true);
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
    const analytics = history().ofPair('analytics');
    const { sources, provenance } = read(wholeDay(DAY), analytics);
    expect(provenance.formula).toContain('bills by the hour');
    for (const { formula } of Object.values(sources.groups)) {
      expect(formula).toContain('bills by the hour name');
    }
  });
});
