import { useMemo } from 'react';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
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

export function HourStrip(props: { readonly hours: Hours; readonly timeZone: string }) {
  const stack = useMemo(() => stackHours(props.hours), [props.hours]);
  return (
    <StackedChart
      title="Last 24 hours"
      stack={stack}
      unit="cost"
      grain="hour"
      timeZone={props.timeZone}
      shape="strip"
    />
  );
}
