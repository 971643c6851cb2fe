import { describe, expect, it } from 'vitest';
import { describeRest } from '../../../src-main/shared/describe-rest.js';
import { likely, planWeek, weekLoad } from '../../fixtures/limit-windows.js';

describe('what is left of a limit', () => {
  it('is told in dollars, tokens and hours of work', () => {
    expect(describeRest(planWeek.good)).toBe(
      'about $6.20 (likely $4.10 – $9.30), 7.1 M tokens, 11 h of work (likely 7 – 16)',
    );
  });

  it('is left out when the limit is rough, and hours where none are known', () => {
    expect(describeRest({ ...planWeek.good, word: 'rough' })).toBeNull();
    const bare = {
      ...weekLoad,
      hoursLeft: null,
      remainingTokens: null,
      remainingUsd: likely(5, 4, 6),
    };
    expect(describeRest({ ...planWeek.good, now: bare })).toBe(
      'about $5.00 (likely $4.00 – $6.00)',
    );
    expect(describeRest({ ...planWeek.good, now: { ...bare, remainingUsd: null } })).toBeNull();
  });
});
