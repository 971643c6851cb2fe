import { formatMoney } from '../../src-main/shared/format.js';
import { formatRange, formatRough } from '../../src-main/shared/format-range.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { Staff, type StaffFill } from './Staff.js';
import { scaleMoney } from './staff-scale.js';

/** The month against what it will come to: billed, then estimated (hatched), then to come. */
export function MonthStaff({ month }: { readonly month: Snapshot['month'] }) {
  const { cost, forecast, reportedMicrocents } = month;
  if (!forecast || cost.microcents === null) return null;
  const spent = Math.max(0, cost.microcents);
  const greatest = Math.max(spent, forecast.high, forecast.microcents);
  if (greatest === 0) return null;
  const billed = Math.max(0, Math.min(spent, reportedMicrocents ?? 0));
  const fills: readonly StaffFill[] = [
    { from: 0, to: billed, tone: 'tide' },
    { from: billed, to: spent, tone: 'tide', isHatched: true },
  ];
  const likely = formatRange(forecast, formatRough);
  const words = [
    `${formatMoney(cost.microcents)} spent`,
    `${reportedMicrocents === null ? 'nothing' : formatMoney(reportedMicrocents)} of it reported`,
    `forecast ${formatRough(forecast.microcents)}${likely ? `, likely ${likely}` : ''}`,
  ];
  return (
    <Staff
      scale={scaleMoney(greatest)}
      fills={fills.filter(({ from, to }) => to > from)}
      marks={[{ at: forecast.microcents, kind: 'expected' }]}
      band={{ from: forecast.low, to: forecast.high }}
      bandTone="tide"
      label={words.join('; ')}
    />
  );
}
