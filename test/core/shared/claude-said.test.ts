import { describe, expect, it } from 'vitest';
import { statusText } from '../../../src-main/cli/status-text.js';
import { trayView } from '../../../src-main/core/snapshot/tray-view.js';
import { describeReading, isFreshReading } from '../../../src-main/shared/claude-said.js';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { NOW, snapshots } from '../../fixtures/snapshots.js';

const EDGE = NOW - 15 * MINUTE_MS;

const saidAt = (at: number) => {
  const { fine } = snapshots;
  const week = {
    ...fine.week,
    percent: 82,
    percentSource: 'reading' as const,
    percentRange: null,
    reading: { pct: 82, at },
  };
  return { ...fine, generatedAt: NOW, week };
};
const menuOf = (at: number) => {
  const { menu } = trayView(saidAt(at), { trayContent: 'percent' });
  return menu.map(({ label }) => label).join('\n');
};

describe('what Claude said', () => {
  it('is the present for 15 minutes, the last moment of them included', () => {
    expect(isFreshReading({ at: EDGE }, NOW)).toBe(true);
    expect(isFreshReading({ at: EDGE - 1 }, NOW)).toBe(false);
  });

  it('is told alike by the window, the tray and the terminal at that very moment', () => {
    expect(describeReading({ at: EDGE }, NOW)).toBe('as Claude says');
    expect(menuOf(EDGE)).toContain('(Claude says)');
    expect(statusText(saidAt(EDGE))).toContain('as Claude says\n');
  });

  it('is told with its time by each of them a moment later', () => {
    expect(describeReading({ at: EDGE - 1 }, NOW)).toBe('as Claude said 15 min ago');
    expect(menuOf(EDGE - 1)).toMatch(/Claude said at \d\d:\d\d/);
    expect(statusText(saidAt(EDGE - 1))).toMatch(/as Claude said \w{3} \d\d:\d\d\n/);
  });
});
