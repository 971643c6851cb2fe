import { describe, expect, it } from 'vitest';
import type { StatusLineSetup } from '../../src-main/shared/limits.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { findSetup } from '../../src-renderer/views/limits/find-setup.js';
import { limits } from '../fixtures/limits.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';

const idsOf = (setup: Partial<StatusLineSetup>, usedTo: number | null = NOW) =>
  findSetup({
    limits: {
      ...limits.good,
      statusLine: { ...limits.good.statusLine, ...setup },
      transcripts: { ...limits.good.transcripts, to: usedTo },
    },
    snapshot: snapshots.fine,
  }).map(({ id }) => id);

describe('an installed status line', () => {
  it('from which readings come needs nothing', () => {
    expect(idsOf({})).toEqual([]);
  });

  it('that Claude Code does not run is told of, first what is known for sure', () => {
    expect(idsOf({ isSwitchedOff: true })).toEqual(['status-line-off']);
    expect(idsOf({ isSwitchedOff: true, isSilent: true })).toEqual(['status-line-off']);
  });

  it('is silent only where Claude Code was used a day after the last reading', () => {
    const silent = { isSilent: true, lastReadingAt: NOW - 2 * DAY_MS };
    expect(idsOf(silent)).toEqual(['status-line-silent']);
    expect(idsOf({ ...silent, lastReadingAt: null })).toEqual(['status-line-silent']);
    expect(idsOf(silent, NOW - 1.5 * DAY_MS)).toEqual([]);
    expect(idsOf(silent, null)).toEqual([]);
  });
});
