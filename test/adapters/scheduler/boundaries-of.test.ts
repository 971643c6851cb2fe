import { expect, test } from 'vitest';
import { boundariesOf } from '../../../src-main/adapters/scheduler/boundaries-of.js';
import { fine } from '../../fixtures/snapshots.js';

test('the boundaries are the weekly reset, the viewer’s midnight and the UTC midnight', () => {
  const iso = boundariesOf(fine).map((at) => new Date(at).toISOString());
  expect(iso.sort()).toEqual([
    '2026-11-15T10:59:00.000Z',
    '2026-11-20T23:00:00.000Z',
    '2026-11-21T00:00:00.000Z',
    '2026-11-21T23:00:00.000Z',
    '2026-11-22T00:00:00.000Z',
    '2026-11-22T10:59:00.000Z',
  ]);
});
