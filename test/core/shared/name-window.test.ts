import { describe, expect, it } from 'vitest';
import { nameLimit, nameWindow, nameWindowOf } from '../../../src-main/shared/name-window.js';

describe('names of windows and limits', () => {
  it('are those of the usage page', () => {
    expect(nameWindow('weekly:opus')).toBe('Week, Opus');
    expect(nameLimit('weekly:opus')).toBe('weekly Opus limit');
    expect(nameLimit('five_hour')).toBe('5-hour limit');
    expect(nameWindow('weekly: \u202e')).toBe('Week, Unnamed');
  });

  it('say whose they are where both meters are listed', () => {
    expect(nameWindowOf({ meter: 'api', window: 'weekly' })).toBe('Week, API');
    expect(nameWindowOf({ meter: 'plan', window: 'weekly:opus' })).toBe('Week, Opus, Claude plan');
  });
});
