import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPayload } from '../../../src-main/core/status-line/read-payload.js';
import { statusLineText } from '../../../src-main/core/status-line/status-line-text.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const RESET = Date.parse('2026-11-22T10:00:00Z') / 1000;
const WEEK_RESET = Date.parse('2026-11-25T09:00:00Z') / 1000;

const limits = (fiveHour: unknown, sevenDay: unknown = null) => ({
  rate_limits: { five_hour: fiveHour, seven_day: sevenDay },
});
const readingsOf = (payload: unknown) => readPayload(payload, NOW).readings;

describe('what Claude Code says of limits', () => {
  test('both windows, whole and fine percentages', () => {
    const payload = limits(
      { used_percentage: 31, resets_at: RESET },
      { used_percentage: 44.25, resets_at: WEEK_RESET },
    );
    expect(readingsOf(payload)).toEqual([
      { window: 'five_hour', pct: 31, isFine: false, resetsAt: RESET * 1000 },
      { window: 'weekly', pct: 44.3, isFine: true, resetsAt: WEEK_RESET * 1000 },
    ]);
  });

  test.each([
    ['numbers written as text', { used_percentage: '31', resets_at: `${RESET}` }],
    ['the alias utilization', { utilization: 31, resets_at: RESET }],
    ['null beside the alias', { used_percentage: null, utilization: 31, resets_at: RESET }],
    ['unknown fields', { used_percentage: 31, resets_at: RESET, colour: { deep: ['red'] } }],
    ['a reset that is off by a second', { used_percentage: 31, resets_at: RESET - 1 }],
  ])('%s are the same reading', (_, said) => {
    expect(readingsOf({ ...limits(said), spend_limit: { used_percentage: 130 } })).toEqual([
      { window: 'five_hour', pct: 31, isFine: false, resetsAt: RESET * 1000 },
    ]);
  });

  test.each([
    ['a reset in the past', { used_percentage: 31, resets_at: NOW / 1000 - 60 }],
    ['a reset right now', { used_percentage: 31, resets_at: NOW / 1000 }],
    ['a reset in milliseconds', { used_percentage: 31, resets_at: RESET * 1000 }],
    ['a reset years away', { used_percentage: 31, resets_at: RESET + 1e8 }],
    ['no reset', { used_percentage: 31 }],
    ['no percentage', { resets_at: RESET }],
    ['a negative percentage', { used_percentage: -1, resets_at: RESET }],
    ['an absurd percentage', { used_percentage: 1e9, resets_at: RESET }],
    ['words', { used_percentage: 'much', resets_at: 'soon' }],
    ['hexadecimal and blanks', { used_percentage: '0x1f', resets_at: ' ' }],
    ['a truth', { used_percentage: true, resets_at: RESET }],
    ['a list', [31, RESET]],
    ['a text', 'five_hour'],
    ['null', null],
  ])('A22 %s is no reading', (_, said) => {
    expect(readingsOf(limits(said))).toEqual([]);
  });

  test('paid use over the limit is kept as it is said', () => {
    expect(readingsOf(limits({ used_percentage: 118, resets_at: RESET }))[0]?.pct).toBe(118);
  });
});

describe('the share of input that came from cache', () => {
  const cacheOf = (usage: unknown) =>
    readPayload({ context_window: { current_usage: usage } }, NOW).cachePercent;

  test('reads / (uncached + creation + reads)', () => {
    const usage = {
      input_tokens: 10,
      output_tokens: 999,
      cache_creation_input_tokens: 130,
      cache_read_input_tokens: 860,
    };
    expect(cacheOf(usage)).toBe(86);
    expect(cacheOf({ ...usage, cache_creation_input_tokens: null })).toBeCloseTo(98.85, 2);
  });

  test.each([
    [null],
    [{}],
    [{ input_tokens: 10, cache_read_input_tokens: 5 }],
    [{ input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }],
    [{ input_tokens: -1, cache_creation_input_tokens: 0, cache_read_input_tokens: 5 }],
    [{ input_tokens: 1e308, cache_creation_input_tokens: 1e308, cache_read_input_tokens: 1e308 }],
  ])('is unknown for %j', (usage) => {
    expect(cacheOf(usage)).toBeNull();
  });
});

test('whatever arrives, the line holds nothing but its own words and numbers', () => {
  const evil = fc.oneof(
    fc.json().map((text): unknown => JSON.parse(text)),
    fc.record(
      {
        context_window: fc.record(
          { used_percentage: fc.anything(), current_usage: fc.anything() },
          { requiredKeys: [] },
        ),
        rate_limits: fc.record(
          { five_hour: fc.anything(), seven_day: fc.anything(), '\u001b[31m': fc.anything() },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    fc.anything(),
  );
  fc.assert(
    fc.property(evil, (value) => {
      const payload = readPayload(value, NOW);
      const line = statusLineText({ payload, fiveHour: null, weekly: null, glance: null }, NOW);
      expect(line).toMatch(/^(Context [<>]?\d{1,3}%)?( \| )?(Cache [<>]?\d{1,3}%)?$/);
    }),
    { numRuns: 300 },
  );
});
