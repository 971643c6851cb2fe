import { HOUR_MS, type Instant, type Span } from '../../../shared/units.js';
import type { UsageHistory } from '../../ports.js';
import type { PriceTable } from '../../pricing/price-table.js';
import type { HourUse } from './use-timeline.js';
import { type WeighedUse, weighTokens } from './weigh-tokens.js';

/** Use by hour and model as the usage reports tell it. */
export function readApiUse(
  history: UsageHistory,
  table: PriceTable,
  span: Span,
): readonly HourUse[] {
  const uses = new Map<string, HourUse>();
  for (const { start, model, tokens, costs } of history.sumPricedUse(span, 'hour')) {
    const use = weighTokens(table, model, tokens, start, costs);
    const name = `${start} ${model}`;
    const known = uses.get(name);
    uses.set(name, { start, model, ...(known ? addWeighed(known, use) : use) });
  }
  return [...uses.values()];
}

const addWeighed = (a: WeighedUse, b: WeighedUse): WeighedUse => ({
  usd: [a.usd[0] + b.usd[0], a.usd[1] + b.usd[1]],
  ieq: [a.ieq[0] + b.ieq[0], a.ieq[1] + b.ieq[1]],
  tokens: a.tokens + b.tokens,
});

/** The hours the reports were read for. */
export function apiHeld(history: UsageHistory): {
  readonly isHeld: (hour: Instant) => boolean;
  readonly toldTo: Instant;
} {
  const { hours } = history.readCoverage();
  let last = 0;
  let fetchedAt = 0;
  for (const [hour, at] of hours) {
    if (hour < last) continue;
    last = hour;
    fetchedAt = at;
  }
  return {
    // The running hour holds what was used until it was read.
    toldTo: Math.min(fetchedAt, last + HOUR_MS),
    isHeld: (hour) => (hours as ReadonlyMap<number, Instant>).has(hour),
  };
}
