import { ok, type Result } from '../../shared/result.js';
import { DAY_MS, floorDay } from '../../shared/units.js';
import type { ReportProvider } from './report-provider.js';

/** Asks both analytics reports for the last closed day: does this key get figures there? */
export async function probeAnalytics(provider: ReportProvider, now: number): Promise<Result<null>> {
  const to = floorDay(now);
  const yesterday = { from: to - DAY_MS, to };
  const cost = await provider.readCost(yesterday);
  if (!cost.ok) return cost;
  const usage = await provider.readShareUsage(yesterday);
  return usage.ok ? ok(null) : usage;
}
