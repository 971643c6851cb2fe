import { describe, expect, it } from 'vitest';
import { statusJson } from '../../src-main/cli/status-json.js';
import { statusText } from '../../src-main/cli/status-text.js';
import { dollars } from '../fixtures/money-figures.js';
import { snapshots } from '../fixtures/snapshots.js';

const { fine, firstWeek, learned, newForecast, noLimit, planReading, roughWeek } = snapshots;
const textOf = (snapshot: typeof fine) => statusText(snapshot).split('\n');

describe('status --json', () => {
  it('says of every figure where it is from and what it is worth', () => {
    const { week, today, month, bills, sync, ...rest } = statusJson(fine);
    const traces = [
      week.percentProvenance,
      week.tokensProvenance,
      today.utcDay.provenance,
      month.forecast?.provenance,
      bills.lastClosed?.provenance,
      bills.scale?.provenance,
      sync.restatedProvenance,
      rest.unpricedProvenance,
      rest.otherCurrenciesProvenance,
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
        asOf: null,
        complete: true,
        formula: expect.stringMatching(/\w/),
        basis: expect.stringMatching(/^(reported|allocated|estimated|mixed|counted|forecast)$/),
      });
    }
  });

  it('calls what is shared out of a bill allocated, in the figure as in its provenance', () => {
    const { previous } = statusJson(fine).week;
    expect(previous.spentByNow).toMatchObject({
      microcents: dollars(25.54),
      basis: 'allocated',
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
    expect(textOf(fine).join('\n')).toContain(
      '        forecast $168, likely $155 – $184\n        usually off by 6 % at this point of five earlier months\n',
    );
    expect(textOf(fine).every((line) => line.length <= 90)).toBe(true);
  });

  it('gives the interval of what is estimated today', () => {
    expect(textOf(fine)).toContain(
      'Today   $4.12 (part reported, part estimate), likely $4.03 – $4.20',
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
    expect(textOf(newForecast)).toContain('        forecast $168, likely $155 – $184');
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

describe('the weekly percentage', () => {
  it('says in JSON what it rests on, how sure it is and of which week it is', () => {
    expect(statusJson(fine).week).toMatchObject({ percentSource: 'typed', percentRange: null });
    expect(statusJson(learned).week).toMatchObject({
      percentSource: 'learned',
      percentRange: { low: 76, high: 88 },
      meter: 'api',
      reading: null,
      limit: { source: 'learned', microcents: dollars(34.8), confidence: expect.any(Number) },
    });
    expect(statusJson(planReading).week).toMatchObject({
      percent: 44,
      percentSource: 'reading',
      reading: { pct: 44, at: expect.stringMatching(/Z$/) },
      meter: 'plan',
      percentWindow: { start: '2026-11-18T08:00:00Z', end: '2026-11-25T08:00:00Z' },
      limit: null,
    });
    expect(statusJson(noLimit).week).toMatchObject({ percent: null, percentSource: null });
  });

  it('has "~" where it is learned, and nothing where it is typed or was said', () => {
    const first = (snapshot: typeof fine) => textOf(snapshot)[1];
    expect(first(learned)).toMatch(
      /^Week {4}~82 %, likely 76 – 88 % .* of about \$35 \(learned limit, likely \$\d+ – \$\d+\)$/,
    );
    expect(first(roughWeek)).toMatch(/^Week {4}\d+ – \d+ %, a rough guess {3}\$[\d.]+ \([^)]*\)$/);
    expect(first(fine)).toMatch(/^Week {4}82 % .* of \$\d+\.\d\d \(limit typed in\)$/);
    expect(first(noLimit)).toMatch(/^Week {4}– {3}\$/);
  });

  it('of a plan is told apart from what the API cost, with when Claude said it', () => {
    const [, week, said, spent, resets] = textOf(planReading);
    expect(week).toBe('Week    44 %   of your Claude plan');
    expect(said).toMatch(/^ {8}as Claude said \w{3} \d\d:\d\d$/);
    expect(spent).toMatch(/^ {8}\$[\d.]+ \(.*\) spent through the API$/);
    expect(resets).toMatch(/^ {8}resets Wed /);
  });
});
