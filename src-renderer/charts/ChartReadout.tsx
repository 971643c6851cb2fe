import type { Grain } from '../../src-main/shared/history.js';
import { ChartSensor } from './ChartSensor.js';
import type { ChartPointer } from './chart-pointer.js';
import type { Comparison } from './compare-stacks.js';
import { speakBefore } from './describe-comparison.js';
import type { ChartLayout } from './layout-chart.js';
import type { Column, Stack, StackUnit } from './stack-history.js';
import { speakColumn } from './summarize.js';
import { Tooltip } from './Tooltip.js';
import { nameBucket } from './time-axis.js';

interface Props {
  readonly layout: ChartLayout;
  readonly stack: Stack;
  readonly unit: StackUnit;
  readonly grain: Grain;
  readonly timeZone: string;
  readonly title: string;
  readonly comparison: Comparison | null;
  readonly pointer: ChartPointer;
}

/** What is told of the bucket pointed at. */
export function ChartReadout(props: Props) {
  const { layout, stack, unit, grain, timeZone, title, comparison, pointer } = props;
  const { columns, series } = stack;
  const nameColumn = (column: Column) => nameBucket(column, grain, timeZone, columns.at(-1));
  const nameOf = (index: number) => {
    const column = columns[index];
    return column ? nameColumn(column) : '';
  };
  return (
    <ChartSensor
      frame={layout}
      count={columns.length}
      seriesCount={series.length}
      label={`${title}, by ${grain}`}
      nameOf={nameOf}
      speak={({ index, series: focused }) => {
        const column = columns[index];
        if (!column) return '';
        const fellow = focused === null ? comparison?.columns[index] : undefined;
        const words = fellow ? speakBefore(column, fellow, nameColumn, unit) : '';
        return `${speakColumn(column, series, unit, focused)}${words}`;
      }}
      pointer={pointer}
    >
      {({ index, series: focused }) => {
        const column = columns[index];
        const fellow = comparison?.columns[index];
        return (
          column && (
            <Tooltip
              name={nameColumn(column)}
              column={column}
              series={series}
              unit={unit}
              focused={focused}
              before={fellow ? { name: nameColumn(fellow), column: fellow } : null}
            />
          )
        );
      }}
    </ChartSensor>
  );
}
