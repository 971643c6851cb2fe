import type { Settings } from '../../shared/settings.js';
import { floorHour, type Instant } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import { priceMark } from '../pricing/price-mark.js';
import type { PriceTable } from '../pricing/price-table.js';

/** What there is to learn from, in short. */
export interface Look {
  /** While it is the same, windows that ended and the rhythm of use are as they were. */
  readonly mark: string;
  /** While it is the same, there is no use that was not looked at. */
  readonly newestUse: string;
}

interface LookParts {
  readonly settings: Settings;
  readonly prices: PriceTable;
  /** Of reading transcripts. */
  readonly rounds: number;
  readonly planTo: Instant | null;
  readonly now: Instant;
}

export function lookAtHistory(
  history: UsageHistory,
  { settings, prices, rounds, planTo, now }: LookParts,
): Look {
  const { hours } = history.readCoverage();
  let fetchedAt = 0;
  for (const at of hours.values()) fetchedAt = Math.max(fetchedAt, at);
  return {
    mark: JSON.stringify([
      floorHour(now),
      history.pair,
      hours.size,
      [rounds, planTo === null, settings.readsTranscripts],
      [priceMark(prices), history.readPriceMark()],
      [settings.weeklyResetWeekday, settings.weeklyResetTime, settings.weeklyResetZone],
      settings.timeZone,
      history.limits.readEvidenceRevision(),
    ]),
    newestUse: `${fetchedAt} ${history.limits.readPlanSpan()?.to ?? ''}`,
  };
}
