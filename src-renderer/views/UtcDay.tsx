import { formatDay, formatMoney } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { Source } from '../components/Source.js';

interface Props {
  readonly utcDay: Snapshot['today']['utcDay'];
  readonly timeZone: string;
}

/** What the cost report says of the running UTC day so far, beside the price table's own figure. */
export function UtcDay({ utcDay, timeZone }: Props) {
  const { start, reportedMicrocents, estimatedMicrocents, provenance } = utcDay;
  const name = `UTC day ${formatDay(start, 'UTC')}`;
  const reported =
    reportedMicrocents === null
      ? 'not reported yet'
      : `${formatMoney(reportedMicrocents)} reported`;
  const estimated =
    estimatedMicrocents === null ? '' : `, ${formatMoney(estimatedMicrocents)} by the price table`;
  return (
    <p>
      <Source
        provenance={provenance}
        timeZone={timeZone}
        align="start"
        says={`${name}: ${reported}${estimated}`}
      >
        {name}
      </Source>
      : {reported}
      {estimated}
    </p>
  );
}
