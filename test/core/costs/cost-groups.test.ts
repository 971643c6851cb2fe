import { describe, expect, it } from 'vitest';
import { dayAt, hourCost, label, usd } from '../../fakes/figures.js';
import { HAIKU, OPUS, UNPRICED } from './compared.js';
import {
  billOf,
  createCostHistory,
  DAY,
  moneyOf,
  NEXT_DAY,
  NOW,
  opus,
  wholeDay,
} from './create-cost-history.js';

const { history, holdBill, holdDay, read } = createCostHistory();

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
      ['No model (tools, credits)', usd(5), usd(5), 0],
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
    history().replaceLabels('workspace', [label({ id: 'wrkspc_a', archivedAt: DAY })]);
    history().replaceLabels('api_key', [
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
      [null, 'No model (tools, credits)', usd(1), 'reported', null],
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
    const analytics = history().ofPair('analytics');
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
