import { describe, expect, it } from 'vitest';
import type { HistoryQuery } from '../../src-main/shared/history.js';
import { joinBases } from '../../src-main/shared/join-basis.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import type { ReportPair } from '../../src-main/shared/usage.js';
import {
  commonBasis,
  createHatching,
  describeBasis,
  explainEstimate,
} from '../../src-renderer/charts/describe-basis.js';
import { stackHistory } from '../../src-renderer/charts/stack-history.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW } from '../fixtures/snapshots.js';

const TODAY = NOW - (NOW % DAY_MS);
const query: HistoryQuery = {
  from: TODAY - 29 * DAY_MS,
  to: TODAY + DAY_MS,
  grain: 'day',
  by: 'model',
};

describe('describeBasis', () => {
  it('names the day where reported ends', () => {
    const { columns } = stackHistory(inventHistory(query), 'cost');
    expect(describeBasis(columns, 'day')).toBe('reported through 20 Nov, then estimated');
    expect(commonBasis(columns)).toBe('mixed');
  });

  it('calls a bill that was shared out billed, and one shared out in part billed too', () => {
    const keys = stackHistory(inventHistory({ ...query, by: 'api_key' }), 'cost').columns;
    expect(describeBasis(keys, 'day')).toBe('billed through 20 Nov, then estimated');
    expect(describeBasis(keys.slice(0, -1), 'day')).toBe('billed, shared out by estimate');
    expect(joinBases(['reported', null, 'allocated'])).toBe('allocated');
    expect(joinBases(['allocated', 'estimated'])).toBe('mixed');
    expect(joinBases([null])).toBeNull();
  });

  it('hatches an estimate beside a bill that was shared out, and the shares never', () => {
    const keys = stackHistory(inventHistory({ ...query, by: 'api_key' }), 'cost').columns;
    const isHatched = createHatching(keys);
    const [shared] = keys;
    expect(shared && isHatched(shared)).toBe(false);
    expect(shared && isHatched({ ...shared, basis: 'estimated' })).toBe(true);
  });

  it('explains no estimate where the bill tells hours and keys', () => {
    const explain = (some: Partial<HistoryQuery>, pair: ReportPair = 'legacy') => {
      const history = inventHistory({ ...query, ...some });
      const { columns } = stackHistory(history, 'cost');
      const estimates = columns.map((column) => ({ ...column, basis: 'estimated' as const }));
      const provenance = { ...history.provenance, pair };
      return explainEstimate({ ...history, provenance }, estimates);
    };
    expect(explain({})).toBeNull();
    expect(explain({ by: 'api_key' })).toBe(
      'Anthropic reports no cost per key; these are estimates.',
    );
    expect(explain({ grain: 'hour' })).toContain('whole UTC days');
    expect(explain({ by: 'api_key' }, 'analytics')).toBeNull();
    expect(explain({ grain: 'hour' }, 'analytics')).toBeNull();
  });

  it('hatches estimates only beside reported figures, and the open bucket always', () => {
    const mixed = stackHistory(inventHistory(query), 'cost').columns;
    expect(mixed.filter(createHatching(mixed)).length).toBe(1);
    const keys = stackHistory(inventHistory({ ...query, by: 'api_key' }), 'cost').columns;
    expect(keys.filter(createHatching(keys)).map(({ state }) => state)).toEqual(['open']);
  });
});
