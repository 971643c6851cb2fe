import { describe, expect, test } from 'vitest';
import { reported } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { label } from '../../fakes/figures.js';
import {
  clearAwayAfterEach,
  DAY,
  dayOf,
  HOUR,
  hourOf,
  hoursOf,
  minuteOf,
  mustOpen,
  NOW,
  openStore,
  outputs,
  rawDatabase,
  SPAN,
  START,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

/** Every row of the file, so that nothing can hide. */
function wholeContent(path: string) {
  const raw = rawDatabase(path, true);
  const tables = ['usage_hour', 'usage_minute', 'share_hour', 'cost_day', 'fetched', 'fact'];
  const rows = tables.map((table) => [table, raw.prepare(`SELECT * FROM ${table}`).all()]);
  raw.close();
  return rows;
}

describe('replacing a window', () => {
  test('D4: is whole: rows that the new answer lacks are gone, the neighbours stay', () => {
    const store = mustOpen(temporaryPath());
    const wide = { from: START - DAY, to: START + 2 * DAY };
    store.replaceHours(wide, hoursOf(wide, 5), NOW);
    store.replaceHours(SPAN, [hourOf(START + HOUR, 8, 'claude-haiku-5-5')], NOW + 1);
    expect(outputs(store)).toEqual([8]);
    expect(outputs(store, { from: START - DAY, to: START })).toEqual(Array(24).fill(5));
    expect(outputs(store, { from: START + DAY, to: START + 2 * DAY })).toEqual(Array(24).fill(5));
    expect(store.sumUsage(SPAN, 'day', 'model').map(({ groupId }) => groupId)).toEqual([
      'claude-haiku-5-5',
    ]);
    expect(store.sumShares(SPAN, 'day', 'api_key')).toMatchObject([{ tokens: { output: 8 } }]);
  });

  test('D4: an hour without any row is held too', () => {
    const store = mustOpen(temporaryPath());
    store.replaceHours(SPAN, [], NOW);
    expect(outputs(store)).toEqual([]);
    const { hours } = store.readCoverage();
    expect([...hours.keys()]).toEqual(Array.from({ length: 24 }, (_, i) => START + i * HOUR));
    expect(new Set(hours.values())).toEqual(new Set([NOW]));
  });

  test('D4: days and minutes replace whole as well', () => {
    const store = mustOpen(temporaryPath());
    const days = { from: START, to: START + 2 * DAY };
    store.replaceDays(days, [dayOf(START, [1, 2, 3]), dayOf(START + DAY, [4])], NOW);
    store.replaceDays(SPAN, [dayOf(START, [9])], NOW + 1);
    expect(store.readDayReports(days)).toEqual([
      { start: START, reported: 9, fetchedAt: NOW + 1 },
      { start: START + DAY, reported: 4, fetchedAt: NOW },
    ]);
    const minute = (index: number, output: number) => minuteOf(START + index * 60_000, output);
    const hour = hourOf(START, 0).start;
    store.replaceMinutes(hour, [minute(0, 1), minute(59, 2)], NOW);
    store.replaceMinutes(hour, [minute(30, 3)], NOW);
    expect(store.readMinuteTotals(hour)).toMatchObject([
      { start: START + 30 * 60_000, tokens: { output: 3 }, estimated: null },
    ]);
  });

  test('twice the same is once', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const write = () => {
      store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
      store.replaceDays(SPAN, [dayOf(START, [7, 7])], NOW);
    };
    write();
    const once = wholeContent(path);
    write();
    expect(wholeContent(path)).toEqual(once);
  });
});

describe('a write that fails in the middle leaves the old rows and coverage', () => {
  test('D4: a row that the file refuses', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const before = wholeContent(path);
    const bad = [
      ...hoursOf({ from: START, to: START + 12 * HOUR }, 6),
      hourOf(START + 12 * HOUR, -1),
    ];
    // A negative count is a mistake of ours, not an expected failure: it is thrown on.
    expect(() => store.replaceHours(SPAN, bad, NOW + 1)).toThrow(/CHECK/);
    expect(wholeContent(path)).toEqual(before);
    expect(store.replaceHours(SPAN, hoursOf(SPAN, 6), NOW + 2).ok).toBe(true);
    expect(outputs(store)).toEqual(Array(24).fill(6));
  });

  test('D4: the same hour told twice', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const before = wholeContent(path);
    const twice = [hourOf(START, 1), hourOf(START, 2)];
    expect(() => store.replaceHours(SPAN, twice, NOW)).toThrow(/UNIQUE/);
    expect(wholeContent(path)).toEqual(before);
  });

  test('D4: names of series made in the failed write are not believed afterwards', () => {
    const store = mustOpen(temporaryPath());
    const bad = [hourOf(START, 1, 'claude-new-1'), hourOf(START + HOUR, -1, 'claude-new-2')];
    expect(() => store.replaceHours(SPAN, bad, NOW)).toThrow();
    store.replaceHours(SPAN, [hourOf(START, 4, 'claude-other')], NOW);
    store.replaceHours(
      { from: START + HOUR, to: SPAN.to },
      [hourOf(START + HOUR, 5, 'claude-new-1')],
      NOW,
    );
    expect(
      store.sumUsage(SPAN, 'hour', 'model').map(({ groupId, tokens }) => [groupId, tokens.output]),
    ).toEqual([
      ['claude-other', 4],
      ['claude-new-1', 5],
    ]);
  });
});

describe('what is stored comes back', () => {
  test('D3: null and empty are told apart from every name, and do not repeat', () => {
    const store = mustOpen(temporaryPath());
    store.replaceHours(SPAN, hoursOf(SPAN, 1), NOW);
    store.replaceHours(SPAN, hoursOf(SPAN, 2), NOW);
    expect(store.sumShares(SPAN, 'day', 'workspace')).toMatchObject([
      { groupId: '', tokens: { output: 48 }, cost: 960 },
    ]);
  });

  test('counts of 2^53 - 1 keep their last digit', () => {
    const store = mustOpen(temporaryPath());
    const hour = hourOf(START, 0);
    const [row] = hour.rows;
    if (!row) throw new Error('no row');
    const tokens = { ...NO_TOKENS, cacheRead: Number.MAX_SAFE_INTEGER };
    store.replaceHours(SPAN, [{ ...hour, rows: [{ ...row, tokens }], shares: [] }], NOW);
    expect(store.readHourTotals(SPAN)[0]?.tokens.cacheRead).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('A28: another currency is kept apart and never added', () => {
    const store = mustOpen(temporaryPath());
    const mixed = {
      ...dayOf(START, [100]),
      rows: [...dayOf(START, [100]).rows, ...dayOf(START, [40], 'EUR').rows],
    };
    store.replaceDays(SPAN, [mixed], NOW);
    expect(store.readDayReports(SPAN)).toMatchObject([{ reported: 100 }]);
    expect(store.sumReported(SPAN, 'none')).toEqual([
      { start: START, groupId: '', reported: reported(100) },
    ]);
    expect(store.readOtherCurrencies(SPAN)).toEqual([{ currency: 'EUR', microunits: 40 }]);
  });

  test('H1, H5: names with quotes, markup and line ends come back as they were', () => {
    const store = mustOpen(temporaryPath());
    const name = `Robert'); DROP TABLE label;-- <img onerror=x> "q" \n\u202e💥`;
    const labels = ['a', 'b'].map((id) => label({ id, name, archivedAt: id === 'a' ? null : 5 }));
    store.replaceLabels('workspace', labels);
    expect(store.readLabels('workspace')).toEqual(labels);
    expect(store.readLabels('api_key')).toEqual([]);
  });

  test('the record of the last sync and the marks of alerts survive a new start', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const record = { lastSuccessAt: NOW, labelsFetchedAt: null, failure: null };
    const mark = { rule: 'week-80', windowStart: START, decidedAt: NOW, outcome: 'shown' } as const;
    store.saveSyncRecord(record);
    store.saveAlertMarks([{ ...mark, outcome: 'decided' }]);
    store.saveAlertMarks([mark]);
    const again = mustOpen(path);
    expect(again.readSyncRecord()).toEqual(record);
    expect(again.readAlertMarks()).toEqual([mark]);
  });

  test('a history that was never synced says so', () => {
    const { opened } = openStore(temporaryPath());
    if (!opened.ok) throw new Error(opened.failure.kind);
    expect(opened.value.readSyncRecord()).toEqual({
      lastSuccessAt: null,
      labelsFetchedAt: null,
      failure: null,
    });
    opened.value.close();
  });
});
