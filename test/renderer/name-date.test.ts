import { expect, it } from 'vitest';
import { nameDate } from '../../src-renderer/views/name-date.js';

it('a date is named by its day, month and year, as far as it says them', () => {
  expect(nameDate('2026-10-07')).toBe('7 Oct 2026');
  expect(nameDate('2026-10')).toBe('Oct 2026');
  expect(nameDate('autumn 2026, as told')).toBe('autumn 2026, as told');
});
