import { expect, test } from 'vitest';
import { createLedger } from '../../src-main/demo/ledger.js';
import { rememberedLedger } from '../../src-main/demo/remembered-ledger.js';
import { floorHour, HOUR_MS } from '../../src-main/shared/units.js';

const start = Date.parse('2026-11-18T08:00:00Z');
const hour = (index: number) => floorHour(start + index * HOUR_MS);

test('a remembered hour is the hour that was invented', () => {
  const plain = createLedger(1);
  const remembered = rememberedLedger(plain, 2);
  for (const index of [0, 1, 0, 2, 0, 1]) {
    expect(remembered(hour(index))).toEqual(plain(hour(index)));
  }
});

test('only the hours asked for last are kept', () => {
  const invented: number[] = [];
  const remembered = rememberedLedger((at) => {
    invented.push((at - start) / HOUR_MS);
    return [];
  }, 2);
  for (const index of [0, 1, 0, 2, 0, 1, 1]) remembered(hour(index));
  // Hour 2 pushed out hour 1, which was asked for before hour 0.
  expect(invented).toEqual([0, 1, 2, 1]);
});
