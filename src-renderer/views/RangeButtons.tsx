import { Segmented } from '../components/Segmented.js';
import { type HistoryRange, useWindow } from '../store.js';
import { RANGES } from './history-ranges.js';

interface Props {
  readonly range: HistoryRange;
  readonly offered: readonly HistoryRange[];
}

/** How far back the figures go; the bars then get the length that suits it. */
export function RangeButtons({ range, offered }: Props) {
  const choose = useWindow((state) => state.choose);
  return (
    <Segmented
      label="Range"
      options={offered.map((value) => ({ value, label: RANGES[value].label }))}
      value={range}
      onChoose={(value) => choose({ range: value, grain: null })}
    />
  );
}
