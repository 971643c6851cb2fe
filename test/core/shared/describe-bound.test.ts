import { describe, expect, it } from 'vitest';
import { describeBound } from '../../../src-main/shared/describe-bound.js';

describe('use that was not stopped', () => {
  it('is told to the cent, since a rounded "at least" may be too much', () => {
    expect(describeBound({ window: 'weekly', atLeast: { usd: 28.6 } })).toBe(
      'You have used at least $28.60 in a week, at list price, without being stopped',
    );
  });

  it('says of which models it is', () => {
    expect(describeBound({ window: 'weekly:opus', atLeast: { usd: 28.6 } })).toBe(
      'You have used at least $28.60 of Opus in a week, at list price, without being stopped',
    );
    expect(describeBound({ window: 'five_hour', atLeast: { usd: 3 } })).toContain('in 5 hours');
  });

  it('is not told where none was seen', () => {
    expect(describeBound({ window: 'weekly', atLeast: null })).toBeNull();
    expect(describeBound({ window: 'weekly', atLeast: { hours: 3 } })).toBeNull();
  });
});
