import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { BillTooltip } from './BillTooltip.js';
import { ChartSensor } from './ChartSensor.js';
import type { ChartPointer } from './chart-pointer.js';
import { factsOfDay, speakDay } from './describe-bill.js';
import type { ChartFrame } from './layout-chart.js';
import { nameDay } from './name-day.js';

interface Props {
  readonly frame: ChartFrame;
  readonly days: readonly DayReconciliation[];
  readonly title: string;
  readonly pointer: ChartPointer;
}

/** What is told of the day pointed at. */
export function BillReadout({ frame, days, title, pointer }: Props) {
  const most = Math.max(0, ...days.map((day) => factsOfDay(day).length));
  return (
    <ChartSensor
      frame={frame}
      count={days.length}
      seriesCount={most}
      label={`${title}, by UTC day`}
      nameOf={(index) => {
        const day = days[index];
        return day ? nameDay(day) : '';
      }}
      speak={({ index, series }) => {
        const day = days[index];
        return day ? speakDay(day, series) : '';
      }}
      pointer={pointer}
    >
      {({ index, series }) => {
        const day = days[index];
        return day && <BillTooltip day={day} focused={series} />;
      }}
    </ChartSensor>
  );
}
