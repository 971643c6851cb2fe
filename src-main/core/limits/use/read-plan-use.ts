import { HOUR_MS, type Instant, type Span } from '../../../shared/units.js';
import type { PriceTable } from '../../pricing/price-table.js';
import type { LimitMemory, PlanUse } from '../limit-ports.js';
import type { HourUse, TimedUse } from './use-timeline.js';
import { weighTokens } from './weigh-tokens.js';

const weigh = (table: PriceTable, { start, model, tokens }: PlanUse) => ({
  model,
  ...weighTokens(table, model, tokens, start, null),
});

/** Use by hour and model as Claude Code's transcripts tell it. */
export const readPlanUse = (
  memory: LimitMemory,
  table: PriceTable,
  span: Span,
): readonly HourUse[] =>
  memory
    .readPlanUse(span, 'hour')
    .map((use) => ({ start: use.start as Instant, ...weigh(table, use) }));

/** The same of one hour by minutes. */
export const createPlanMinutes =
  (memory: LimitMemory, table: PriceTable) =>
  (hour: Instant): readonly TimedUse[] =>
    memory
      .readPlanUse({ from: hour, to: hour + HOUR_MS }, 'minute')
      .map((use) => ({ at: use.start as Instant, ...weigh(table, use) }));
