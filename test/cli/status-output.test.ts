import { describe, expect, it } from 'vitest';
import { statusJson } from '../../src-main/cli/status-json.js';
import { statusText } from '../../src-main/cli/status-text.js';
import { dollars } from '../fixtures/money-figures.js';
import { snapshots } from '../fixtures/snapshots.js';

const { fine, firstWeek, newForecast } = snapshots;
const textOf = (snapshot: typeof fine) => statusText(snapshot).split('\n');

describe('status --json', () => {
  it('says of every figure where it is from and what it is worth', () => {
    const { week, today, month, bills, unpricedProvenance } = statusJson(fine);
    const traces = [
      week.percentProvenance,
      week.tokensProvenance,
      today.utcDay.provenance,
      month.forecast?.provenance,
      bills.lastClosed?.provenance,
      unpricedProvenance,
      ...[week.spent, today.cost, today.lastHour, month.cost].map((cost) => cost.provenance),
      ...[week, today, month].flatMap(({ previous }) => [
        previous.spent.provenance,
        previous.spentByNow.provenance,
      ]),
    ];
    for (const trace of traces) {
      expect(trace).toEqual({
        endpoint: expect.stringContaining('report'),
        reports: 'legacy',
        from: expect.stringMatching(/Z$/),
        to: expect.stringMatching(/Z$/),
        fetchedAt: expect.stringMatching(/Z$/),
        complete: true,
        formula: expect.stringMatching(/\w/),
        basis: expect.stringMatching(/^(reported|allocated|estimated|mixed|counted|forecast)$/),
      });
    }
  });

  it('keeps to the three words of schema 1: what is shared out of a bill is mixed', () => {
    const { previous } = statusJson(fine).week;
    expect(fine.week.previous.spentByNow.basis).toBe('allocated');
    expect(previous.spentByNow).toMatchObject({
      microcents: dollars(25.54),
      basis: 'mixed',
      provenance: { basis: 'allocated' },
    });
    expect(previous).toMatchObject({ end: '2026-11-15T10:59:00Z', spent: { basis: 'reported' } });
  });

  it('gives the interval of an estimate and the forecast with its past, in integers', () => {
    const { today, month } = statusJson(fine);
    expect(today.cost.range).toEqual({ low: dollars(4.03), high: dollars(4.2) });
    expect(month.forecast).toMatchObject({
      microcents: dollars(168),
      low: dollars(155),
      high: dollars(184),
      pastErrorPercent: 6,
    });
    expect(month.forecast?.past[0]).toEqual({
      month: '2026-10',
      forecastMicrocents: dollars(174.79),
      actualMicrocents: dollars(164.9),
    });
  });

  it('tells what bills have taught and how the last day closed', () => {
    expect(statusJson(fine).bills).toMatchObject({
      scale: { ratio: 0.985, low: 0.978, high: 1.021, days: 14 },
      lastClosed: {
        date: '2026-11-20',
        reportedMicrocents: dollars(6.71),
        estimatedMicrocents: dollars(6.67),
        expectedMicrocents: dollars(6.57),
      },
    });
  });

  it('what is not known is null, never zero', () => {
    const { week, today, month, bills } = statusJson(firstWeek);
    expect([month.forecast, bills.scale, bills.lastClosed, today.cost.range]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(week.previous.spentByNow).toMatchObject({ microcents: null, basis: null });
  });
});

describe('status', () => {
  it('says change and forecast in one short line each', () => {
    expect(textOf(fine)).toContain('        12 % more than last week by this time');
    expect(textOf(fine)).toContain(
      '        forecast $168, likely $155 – 184 (off by 6 % at this point of earlier months)',
    );
    expect(textOf(fine).every((line) => line.length <= 90)).toBe(true);
  });

  it('gives the interval of what is estimated today', () => {
    expect(textOf(fine)).toContain(
      'Today   $4.12 (part reported, part estimate), likely $4.03 – 4.20',
    );
  });

  it('A28: names what was billed in other currencies, a line each, with nothing that moves a cursor', () => {
    const otherCurrencies = [
      { currency: 'EUR', microunits: dollars(12) },
      { currency: 'N\u001b[2JOK', microunits: dollars(1234.5) },
    ];
    const lines = textOf({ ...fine, otherCurrencies }).filter((line) => line.startsWith('Also'));
    expect(lines[0]).toBe('Also    12.00 EUR reported, not added');
    expect(lines[1]).toMatch(/^Also {4}1234\.50 N.*OK reported, not added$/);
    expect(lines.join()).not.toContain('\u001b');
    expect(textOf(fine).join()).not.toContain('Also');
  });

  it('has no line for what too little is held to say', () => {
    expect(statusText(firstWeek)).not.toMatch(/last week|forecast|likely/);
    expect(textOf(newForecast)).toContain('        forecast $168, likely $155 – 184');
  });
});

describe('a model without a list price', () => {
  it('counts only as far as bills have named it', () => {
    const unpriced = [{ model: 'mystery-1', tokens: 412 }];
    expect(textOf({ ...fine, unpriced })).toContain(
      'No list price for mystery-1 (412 tokens): counted only as far as bills have named it.',
    );
  });
});
