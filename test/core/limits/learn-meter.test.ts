import { describe, expect, it } from 'vitest';
import { learnMeter } from '../../../src-main/core/limits/learn-meter.js';
import type { Evidence } from '../../../src-main/shared/evidence.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { HOUR_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { evidenceOf } from '../../fixtures/evidence.js';

const NOW = at('2026-11-20T14:05:00Z');

/** How often anything of a record is looked at while so many of them are learned from. */
function looksAt(count: number): number {
  let looks = 0;
  const counting = (record: Evidence) =>
    new Proxy(record, {
      get(target, key, receiver) {
        looks += 1;
        return Reflect.get(target, key, receiver);
      },
    });
  // Ignored ones are weighed and sorted as all others are, and nothing is derived from them.
  const evidence = Array.from({ length: count }, (_, index) =>
    counting(
      evidenceOf({
        id: `e${index}`,
        kind: index % 2 === 0 ? 'quiet' : 'hit',
        source: index % 2 === 0 ? 'window' : 'record',
        window: 'five_hour',
        at: NOW - (index + 1) * 5 * HOUR_MS,
        isIgnored: true,
      }),
    ),
  );
  const steps = learnMeter({
    meter: 'plan',
    evidence,
    timeline: null,
    uses: [],
    span: { from: NOW, to: NOW },
    seenFrom: null,
    settings: defaultSettings,
    timeZone: 'UTC',
    now: NOW,
    kept: null,
  });
  while (!steps.next().done);
  return looks;
}

describe('the work of learning from many records', () => {
  it('grows with their number, not with its square', () => {
    expect(looksAt(800)).toBeLessThan(2.2 * looksAt(400));
  });
});
