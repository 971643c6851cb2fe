import { describe, expect, it } from 'vitest';
import { chooseUnit } from '../../../../src-main/core/limits/learn/choose-unit.js';

/** What is shown after each window, given how far `ieq` leads `usd` in nats after it. */
const shownAfter = (leads: readonly number[]) =>
  leads.map((_, index) =>
    chooseUnit(
      ['usd', 'ieq'],
      leads.slice(0, index + 1).map((lead) => [0, lead]),
    ),
  );

describe('the unit that is shown', () => {
  it('is dollars until another leads', () => {
    expect(shownAfter([0, 0.4])).toEqual(['usd', 'usd']);
    expect(chooseUnit(['usd', 'ieq'], [])).toBe('usd');
  });

  it('is the first to lead at all clearly, before any leads by much', () => {
    expect(shownAfter([0.6])).toEqual(['ieq']);
  });

  it('does not swing while the lead does: an early choice stays', () => {
    expect(shownAfter([0.6, -0.6, 0.4, -1.9])).toEqual(['ieq', 'ieq', 'ieq', 'ieq']);
    expect(shownAfter([-0.6, 0.6, 1.9])).toEqual(['usd', 'usd', 'usd']);
  });

  it('is left for another that leads by 2 nats for two windows running', () => {
    expect(shownAfter([0.6, -2.1, -1.9, -2.1, -2.1])).toEqual(['ieq', 'ieq', 'ieq', 'ieq', 'usd']);
    expect(shownAfter([2.1, 2.1, -2.1, 2.1, -2.1, -2.1])).toEqual([
      ...['ieq', 'ieq', 'ieq', 'ieq', 'ieq'],
      'usd',
    ]);
  });

  it('is the only one there is', () => {
    expect(chooseUnit(['tokens'], [[-3], [-9]])).toBe('tokens');
  });
});
