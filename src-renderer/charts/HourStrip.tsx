import { useMemo } from 'react';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { HOUR_MS, type Instant } from '../../src-main/shared/units.js';
import styles from './HourStrip.module.css';
import { StackedChart } from './StackedChart.js';
import type { Column, Stack } from './stack-history.js';

type Hours = Snapshot['last24Hours'];

/** A gap is an hour that is not held. */
export function stackHours(hours: Hours): Stack {
  const columns = hours.map(
    ({ start, microcents, basis, isOpen }): Column => ({
      from: start,
      to: start + HOUR_MS,
      state: microcents === null ? 'missing' : isOpen ? 'open' : 'closed',
      basis: microcents ? basis : null,
      total: microcents,
      values: [microcents],
    }),
  );
  const held = columns.flatMap(({ total }) => total ?? []);
  const total = held.length === 0 ? null : held.reduce((sum, value) => sum + value, 0);
  const series = [
    { key: 'all', label: 'all', hint: null, colour: 'var(--tide)', total, share: 100 },
  ];
  return { columns, series, groups: series, total };
}

interface Props {
  readonly hours: Hours;
  readonly timeZone: string;
  /** Midnight. */
  readonly today: Instant;
}

/** The last 24 hours; those of yesterday stand back, for they are no part of today's number. */
export function HourStrip({ hours, timeZone, today }: Props) {
  const stack = useMemo(() => stackHours(hours), [hours]);
  const before = shareBefore(today, hours);
  return (
    <div className={styles.strip}>
      <StackedChart
        title="Last 24 hours"
        stack={stack}
        unit="cost"
        grain="hour"
        timeZone={timeZone}
        shape="strip"
      />
      {before > 0 && <div className={styles.yesterday} style={{ width: `${before * 100}%` }} />}
    </div>
  );
}

function shareBefore(at: Instant, hours: Hours): number {
  const [first] = hours;
  if (!first) return 0;
  return Math.max(0, Math.min(1, (at - first.start) / (hours.length * HOUR_MS)));
}
