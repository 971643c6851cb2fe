import { describe, expect, it } from 'vitest';
import { decideWeekPercent } from '../../../src-main/core/snapshot/decide-week-percent.js';
import { percentProvenance } from '../../../src-main/core/snapshot/percent-provenance.js';
import type { WindowLimit } from '../../../src-main/shared/limits.js';
import { DAY_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { fine } from '../../fixtures/snapshots.js';
import { learnedWeek, readWeek } from '../../fixtures/window-limits.js';

const NOW = Date.UTC(2026, 10, 21, 14, 22, 40);
const WEEK = { from: NOW - 3 * DAY_MS, to: NOW + 4 * DAY_MS };
const SPENT = { ...fine.week.spent.provenance, endpoint: 'usage_report/messages', ...WEEK };

const traced = (some: Partial<Parameters<typeof decideWeekPercent>[0]>) =>
  percentProvenance(
    decideWeekPercent({
      meter: 'api',
      week: WEEK,
      spent: 20e8,
      typedMicrocents: null,
      spendLimitMicrocents: null,
      learned: [],
      now: NOW,
      ...some,
    }),
    SPENT,
    NOW,
  );
const onApi = (limit: WindowLimit): WindowLimit => ({ ...limit, meter: 'api', running: WEEK });

describe('the source of the weekly percentage', () => {
  it('of a typed limit is the cost of the week', () => {
    expect(traced({ typedMicrocents: 40e8 })).toMatchObject({
      endpoint: SPENT.endpoint,
      basis: SPENT.basis,
      fetchedAt: SPENT.fetchedAt,
      formula: `cost since the weekly reset / the weekly limit you typed; ${SPENT.formula}`,
    });
  });

  it('that Claude said is Claude, at the time it was said, and no endpoint of the API', () => {
    const at = NOW - 40 * MINUTE_MS;
    const said = { percent: { median: 60, low: 59.5, high: 60.5 }, reading: { pct: 60, at } };
    const read = { ...readWeek, now: readWeek.now && { ...readWeek.now, ...said } };
    for (const limit of [{ ...read, meter: 'plan' } as const, onApi(read)]) {
      expect(traced({ meter: limit.meter, learned: [limit] })).toMatchObject({
        endpoint: 'what Claude says of its limit',
        basis: 'reported',
        fetchedAt: at,
        from: limit.running?.from,
        to: NOW,
      });
    }
  });

  it('that the use since then moved is mixed', () => {
    expect(traced({ learned: [onApi(readWeek)] }).basis).toBe('mixed');
  });

  it('of a plan is its transcripts, in its own week', () => {
    const plan = { ...learnedWeek, meter: 'plan' } as const;
    expect(traced({ meter: 'plan', learned: [plan] })).toMatchObject({
      endpoint: 'Claude Code’s transcripts',
      basis: 'estimated',
      from: plan.running?.from,
    });
    const typed = {
      meter: 'plan',
      learned: [{ ...plan, now: null }],
      typedMicrocents: 40e8,
    } as const;
    expect(traced(typed)).toMatchObject({ endpoint: 'Claude Code’s transcripts' });
  });

  it('that is not known names no limit that nobody set', () => {
    expect(traced({})).toMatchObject({
      basis: null,
      fetchedAt: null,
      formula: 'no weekly limit is known',
    });
  });
});
