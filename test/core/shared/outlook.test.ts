import { describe, expect, it } from 'vitest';
import { outlookOf } from '../../../src-main/shared/outlook.js';
import { learnedWeek } from '../../fixtures/window-limits.js';

const AT = Date.UTC(2026, 10, 22, 10);
const outlook = (runOutChance: number | null, runsOutAt: number | null) =>
  outlookOf({
    ...learnedWeek,
    now: learnedWeek.now && { ...learnedWeek.now, runOutChance, runsOutAt },
  });

describe('whether a limit lasts', () => {
  it('is told as surely as it is known', () => {
    expect(outlook(0.1, null)).toEqual({ words: 'lasts' });
    expect(outlook(0.49, AT)).toEqual({ words: 'may run out', at: AT });
    expect(outlook(0.5, AT)).toEqual({ words: 'runs out', at: AT });
  });

  it('is not told of too few hours, of a rough guess, or where no window runs', () => {
    expect(outlook(null, null)).toBeNull();
    expect(outlookOf({ ...learnedWeek, word: 'rough' })).toBeNull();
    expect(outlookOf({ ...learnedWeek, now: null })).toBeNull();
  });
});
