import { describe, expect, it } from 'vitest';
import { atPresent } from '../../../src-main/core/limits/at-present.js';
import { learnedWeek, readWeek } from '../../fixtures/window-limits.js';

const end = readWeek.running?.to ?? 0;

describe('a window that ended since it was learned from', () => {
  it('has no load any more, and keeps its limit', () => {
    const shown = atPresent(readWeek, end);
    expect(shown).toMatchObject({ state: 'estimate', running: null, used: null, now: null });
    expect(shown.limit).toEqual(readWeek.limit);
    expect(atPresent({ ...learnedWeek, limit: null, atLeast: { usd: 3 } }, end).state).toBe(
      'bound',
    );
    expect(atPresent({ ...learnedWeek, limit: null, atLeast: null }, end).state).toBe('none');
  });

  it('is as it was until then, or where none ran', () => {
    expect(atPresent(readWeek, end - 1)).toBe(readWeek);
    const idle = { ...readWeek, running: null };
    expect(atPresent(idle, end)).toBe(idle);
  });
});
