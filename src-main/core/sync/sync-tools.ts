import type { Instant } from '../../shared/units.js';
import type { AdminApi, AdminKey, CancelSignal, Log, UsageHistory, Wait } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { ReportProvider } from './report-provider.js';

/** What every part of a sync works with. */
export interface SyncTools {
  readonly api: AdminApi;
  readonly key: AdminKey;
  readonly provider: ReportProvider;
  /** Bound to the provider's pair. */
  readonly history: UsageHistory;
  readonly prices: PriceTable;
  readonly log: Log;
  readonly now: () => Instant;
  readonly wait: Wait;
  readonly signal: CancelSignal;
}
