import { expect, test } from 'vitest';
import { historyCsv } from '../../src-main/cli/history-output.js';
import type { History } from '../../src-main/shared/history.js';
import { DAY_MS, floorDay } from '../../src-main/shared/units.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW } from '../fixtures/snapshots.js';
import { cellsOfCsv } from './printed-rows.js';

const today = floorDay(NOW);
const history: History = inventHistory({
  from: today,
  to: today + DAY_MS,
  grain: 'day',
  by: 'workspace',
});

function cellOf(label: string): string | undefined {
  const rows = history.rows.slice(0, 1).map((row) => ({ ...row, group: { id: null, label } }));
  const [, record, ...more] = cellsOfCsv(historyCsv({ ...history, rows }));
  expect(more).toEqual([]);
  return record?.[3];
}

test.each(['=cmd|" /C calc"!B2', '+1+1', '-1', '@SUM(B2)', '\t=1', '\r=1', ' =1', '\n=1'])(
  'S25, H6: a name that a spreadsheet would run is led by an apostrophe: %j',
  (label) => {
    expect(cellOf(label)).toBe(`'${label}`);
  },
);

test.each(['Prod API', 'say "hi", twice', 'one\r\ntwo', 'a=b', 'Ops, "night"\n=1'])(
  'H6: any other name comes back as it was, in one cell: %j',
  (label) => {
    expect(cellOf(label)).toBe(label);
  },
);
