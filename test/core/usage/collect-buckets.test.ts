import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectBuckets } from '../../../src-main/core/usage/collect-buckets.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, hourAt, tokens } from '../../fakes/figures.js';

const SPAN = { from: at('2026-11-20T00:00:00Z'), to: at('2026-11-20T06:00:00Z') };
const bucket = (text: string, output = 0) => ({
  start: at(`2026-11-20T${text}:00Z`),
  rows: output === 0 ? [] : [{ tokens: tokens({ output }) }],
});
const collect = (...buckets: { start: number; rows: readonly unknown[] }[]) =>
  collectBuckets(buckets, SPAN, HOUR_MS);
const refusal = (detail: string) => ({
  ok: false,
  failure: { kind: 'unexpected-response', detail },
});

describe('collecting the buckets of all pages', () => {
  it('A29: a bucket on two consecutive pages counts once', () => {
    const collected = collect(bucket('01:00', 5), bucket('02:00', 7), bucket('02:00', 7));
    expect(collected).toEqual({ ok: true, value: [bucket('01:00', 5), bucket('02:00', 7)] });
  });

  it('A29: the same bucket with other contents is refused: which one is true?', () => {
    const collected = collect(bucket('02:00', 7), bucket('02:00', 8));
    expect(collected).toEqual(refusal('the same bucket with other contents'));
  });

  it('A30: buckets out of order are put in order', () => {
    const collected = collect(bucket('03:00'), bucket('01:00', 1), bucket('02:00'));
    expect(collected.ok && collected.value.map(({ start }) => start)).toEqual([
      hourAt('2026-11-20T01:00:00Z'),
      hourAt('2026-11-20T02:00:00Z'),
      hourAt('2026-11-20T03:00:00Z'),
    ]);
  });

  it.each(['01:30', '01:00:01', '01:59'])('A31: a start at %s is not a whole hour', (text) => {
    const start = at(`2026-11-20T${text.length > 5 ? text : `${text}:00`}Z`);
    expect(collect({ start, rows: [] })).toEqual(refusal('bucket start not aligned'));
  });

  it('A31: a whole minute is aligned for a report by the minute', () => {
    const minutes = [{ start: SPAN.from + MINUTE_MS, rows: [] }];
    expect(collectBuckets(minutes, SPAN, MINUTE_MS)).toEqual({ ok: true, value: minutes });
  });

  it.each([
    ['before', SPAN.from - HOUR_MS],
    ['at the end of', SPAN.to],
    ['after', SPAN.to + HOUR_MS],
  ])('a bucket %s the span asked for is refused', (_, start) => {
    expect(collect({ start, rows: [] })).toEqual(refusal('bucket outside the span'));
  });

  it('one bad bucket refuses the whole answer', () => {
    expect(collect(bucket('01:00', 5), bucket('01:30')).ok).toBe(false);
  });

  it('pages shuffled and told twice give the same buckets', () => {
    const all = ['00:00', '01:00', '02:00', '03:00'].map((text, index) => bucket(text, index));
    const shuffled = fc.shuffledSubarray([...all, ...all], { minLength: 8 });
    fc.assert(
      fc.property(shuffled, (buckets) => {
        expect(collectBuckets(buckets, SPAN, HOUR_MS)).toEqual({ ok: true, value: all });
      }),
      seeded,
    );
  });
});
