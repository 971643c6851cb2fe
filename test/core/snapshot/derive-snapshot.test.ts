import { describe, expect, it } from 'vitest';
import { noteFailure } from '../../../src-main/shared/failure.js';
import { usd } from '../../fakes/figures.js';
import { derive, held, NOW, spent } from './derive-with.js';

describe('what is named beside the figures', () => {
  it('A24: unpriced models by name, committed tiers by tier, rows without a model as such', () => {
    const unpriced = [
      { model: 'claude-mythos-preview', serviceTier: 'standard', tokens: 5 },
      { model: 'claude-opus-5-5', serviceTier: 'priority', tokens: 4 },
      { model: '', serviceTier: '', tokens: 3 },
    ];
    expect(derive({ held: held({ unpriced }) }).unpriced).toEqual([
      { model: 'claude-mythos-preview', tokens: 5 },
      { model: 'claude-opus-5-5 (priority tier)', tokens: 4 },
      { model: 'no model named', tokens: 3 },
    ]);
  });

  it('A28: other currencies are shown and never added', () => {
    const otherCurrencies = [{ currency: 'EUR', microunits: 5 }];
    const snapshot = derive({ held: held({ otherCurrencies }) });
    expect(snapshot.otherCurrencies).toEqual(otherCurrencies);
    expect(snapshot.month.cost.microcents).toBe(0);
  });

  it('honesty rule 6: a failure is told beside the figures and changes none of them', () => {
    const figures = (failure: Parameters<typeof noteFailure>[0] | null) => {
      const record = { failure: failure && noteFailure(failure, NOW) };
      const { week, today, month } = derive({ held: spent(3), limit: usd(10), record });
      return { week, today, month };
    };
    expect(figures({ kind: 'key-refused' })).toEqual(figures(null));
    expect(figures(null).week.percent).toBe(30);
  });
});
