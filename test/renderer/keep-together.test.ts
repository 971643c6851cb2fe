import { expect, it } from 'vitest';
import { keepTogether } from '../../src-renderer/components/keep-together.js';

const shown = (text: string) => keepTogether(text).replaceAll('\u00a0', '_');

it.each([
  ['48 M tokens', '48_M tokens'],
  ['$0.10 – $0.12', '$0.10_– $0.12'],
  ['likely <1 – 12 %', 'likely <1_– 12_%'],
  ['in 3 h 20 min, 12 s ago', 'in 3_h 20_min, 12_s ago'],
  ['−$3.00 – −$2.00', '−$3.00_– −$2.00'],
  ['Cache creation, 1 h', 'Cache creation, 1_h'],
])('a number keeps its unit, a range its dash: %s', (text, kept) => {
  expect(shown(text)).toBe(kept);
});

it('leaves all else to break', () => {
  for (const text of ['5 models', '2 hours', '15 Nov – 22 Nov', 'Overview – Tidemark', '3 Keys']) {
    expect(shown(text)).toBe(text);
  }
});
