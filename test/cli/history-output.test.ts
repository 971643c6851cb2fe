import { describe, expect, test } from 'vitest';
import { historyCsv, historyJson, historyText } from '../../src-main/cli/history-output.js';
import { formatInstant } from '../../src-main/shared/format.js';
import type { History } from '../../src-main/shared/history.js';
import { DAY_MS, floorDay } from '../../src-main/shared/units.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW } from '../fixtures/snapshots.js';
import { cellsOfCsv } from './printed-rows.js';

const TODAY = floorDay(NOW);
const history: History = inventHistory({
  from: TODAY - 2 * DAY_MS,
  to: TODAY + DAY_MS,
  grain: 'day',
  by: 'service_tier',
});
const unknown = (row: History['rows'][number]) => ({ ...row, costMicrocents: null, basis: null });

describe('history --json', () => {
  test('says of each row what counts, on what basis, and whether its bucket is whole', () => {
    const { rows } = historyJson(history);
    expect(rows).toHaveLength(history.rows.length);
    rows.forEach((row, index) => {
      const { costMicrocents, basis, start } = history.rows[index] as History['rows'][number];
      expect(row).toMatchObject({ costMicrocents, basis, complete: start < TODAY });
    });
    expect(new Set(rows.map(({ basis }) => basis))).toEqual(new Set(['reported', 'estimated']));
  });

  test('calls a past bucket of which an hour is missing not complete', () => {
    const [first, ...others] = history.buckets;
    if (!first) throw new Error('no bucket');
    const cut = { ...history, buckets: [{ ...first, state: 'open' as const }, ...others] };
    expect(historyJson(cut).rows.filter(({ complete }) => complete)).toHaveLength(2);
    const young = { ...history, unsettled: [first.from] };
    expect(historyJson(young).rows.filter(({ complete }) => complete)).toHaveLength(2);
  });

  test('leaves what is not known null, and tells where all of it comes from', () => {
    const { rows, provenance } = historyJson({ ...history, rows: history.rows.map(unknown) });
    expect(rows[0]).toMatchObject({ costMicrocents: null, basis: null });
    const { endpoint, formula, basis } = history.provenance;
    expect(provenance).toEqual({
      endpoint,
      reports: 'legacy',
      from: '2026-11-19T00:00:00Z',
      to: '2026-11-22T00:00:00Z',
      fetchedAt: formatInstant(NOW - 12_000),
      asOf: null,
      complete: true,
      formula,
      basis,
    });
  });
});

test('history --csv has what counts, its basis and whether it is whole last, empty where not known', () => {
  const [known, ...others] = history.rows;
  if (!known) throw new Error('no row');
  const cells = cellsOfCsv(historyCsv({ ...history, rows: [known, ...others.map(unknown)] }));
  expect(cells.map((row) => row.slice(-3))).toEqual([
    ['cost_microcents', 'basis', 'complete'],
    [`${known.costMicrocents}`, known.basis, 'true'],
    ...others.map(({ start }) => ['', '', `${start < TODAY}`]),
  ]);
  expect(new Set(cells.map((row) => row.length))).toEqual(new Set([15]));
});

test('history for a terminal names each bucket that is not whole', () => {
  const lines = historyText(history).split('\n');
  const incomplete = lines.filter((line) => line.endsWith('  incomplete'));
  expect(incomplete).toHaveLength(history.rows.filter(({ start }) => start >= TODAY).length);
  expect(incomplete.length).toBeGreaterThan(0);
  expect(incomplete.every((line) => line.startsWith(formatInstant(TODAY)))).toBe(true);
});
