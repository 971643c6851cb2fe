import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DayStart } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { hourCost } from '../../fakes/figures.js';
import { breakLabels } from '../../faults/shelving.js';
import { CLAUDE_CODE_RECORD as record } from './claude-code-record.js';
import {
  clearAwayAfterEach,
  close,
  DAY,
  dayOf,
  HOUR,
  hourOf,
  minuteOf,
  mustOpen,
  NOW,
  rawDatabase,
  START,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const PAIRS = ['legacy', 'analytics'] as const;

describe('the proof of a bucket', () => {
  test('holds for what was written over what, and a salvage leaves none of it behind', () => {
    const someCount = fc.oneof(fc.nat(9), fc.nat(2_000_000_000));
    const someWrite = fc.record({
      pair: fc.constantFrom(...PAIRS),
      report: fc.constantFrom('hours', 'minutes', 'days', 'claude_code'),
      from: fc.nat(30),
      length: fc.integer({ min: 1, max: 30 }),
      counts: fc.array(someCount, { maxLength: 6 }),
      model: fc.constantFrom('claude-opus-5-5', '', 'a "new"\n\\ modèle', '海'),
    });
    fc.assert(
      fc.property(fc.array(someWrite, { minLength: 1, maxLength: 12 }), (writes) => {
        const path = temporaryPath();
        const store = mustOpen(path);
        for (const { pair, report, from, length, counts, model } of writes) {
          const view = store.ofPair(pair);
          const start = START + from * HOUR;
          const day = START + from * DAY;
          const spread = counts.slice(0, length);
          if (report === 'hours') {
            // An answer may name the models in any order.
            const hours = spread.map((count, index) => {
              const one = hourOf(start + index * HOUR, count, model);
              const other = hourOf(one.start, 1, 'claude-haiku-5-5');
              const [first, last] = count % 2 ? [one, other] : [other, one];
              return {
                start: one.start,
                rows: [...first.rows, ...last.rows],
                shares: [...first.shares, ...last.shares],
              };
            });
            view.replaceHours({ from: start, to: start + length * HOUR }, hours, NOW);
          } else if (report === 'minutes') {
            const minutes = counts.map((count, index) => minuteOf(start + index * 60_000, count));
            view.replaceMinutes(hourOf(start, 0).start, minutes, NOW);
          } else if (report === 'days') {
            const days = spread.map((count, index) => dayOf(day + index * DAY, [count, -count, 7]));
            const hours = spread.map((count, index) =>
              hourCost(day + index * DAY + 5 * HOUR, count, { dimensions: { model } }),
            );
            view.replaceDays({ from: day, to: day + length * DAY }, days, NOW, { hours });
          } else {
            const records = counts.map((sessions) => ({ ...record, actor: model, sessions }));
            view.replaceClaudeCodeDay(day as DayStart, records, NOW);
          }
        }
        close(store);
        const before = bucketsIn(path);
        breakLabels(path);
        const restored = mustOpen(path);
        expect(restored.recovery).toMatchObject({ salvagedBuckets: before.fetched?.length });
        close(restored);
        expect(bucketsIn(path)).toEqual(before);
      }),
      { ...seeded, numRuns: 40 },
    );
  }, 60_000);
});

/** Every row of every bucket, series by their texts; numbers of series may be others. */
function bucketsIn(path: string): Record<string, readonly string[]> {
  const raw = rawDatabase(path, true);
  const joins = {
    fetched: '',
    usage_hour: 'JOIN priced_series ON id = series_id',
    usage_minute: 'JOIN priced_series ON id = series_id',
    share_hour: 'JOIN share_series ON id = series_id',
    cost_day: '',
    cost_hour: 'JOIN share_series ON id = series_id',
    claude_code_day: '',
  };
  const found = Object.entries(joins).map(([table, join]) => {
    const rows = raw.prepare(`SELECT * FROM ${table} ${join}`).all();
    const lines = rows.map((row) => JSON.stringify({ ...row, id: null, series_id: null }));
    return [table, lines.sort()];
  });
  raw.close();
  return Object.fromEntries(found);
}
