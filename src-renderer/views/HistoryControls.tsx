import type { Grain } from '../../src-main/shared/history.js';
import { Button } from '../components/Button.js';
import { Segmented } from '../components/Segmented.js';
import { type HistoryRange, useWindow } from '../store.js';
import styles from './HistoryControls.module.css';
import { RANGES } from './history-ranges.js';
import { GRAIN_WORDS, UNITS } from './history-words.js';
import { TableButton } from './TableButton.js';

interface Props {
  readonly range: HistoryRange;
  readonly grain: Grain;
  /** "30 days". */
  readonly length: string;
}

/** How the same figures are shown: the length of a bar, dollars or tokens, picture or table. */
export function HistoryControls({ range, grain, length }: Props) {
  const { unit, isTable, isCompared } = useWindow((state) => state.choices);
  const choose = useWindow((state) => state.choose);
  const { grains } = RANGES[range];
  return (
    <div className={styles.controls}>
      {grains.length > 1 && (
        <Segmented
          label="One bar is"
          options={grains.map((value) => ({ value, label: GRAIN_WORDS[value] }))}
          value={grain}
          onChoose={(value) => choose({ grain: value })}
        />
      )}
      <Segmented
        label="Shown"
        options={UNITS}
        value={unit}
        onChoose={(value) => choose({ unit: value })}
      />
      <Button
        aria-pressed={isCompared}
        aria-keyshortcuts="c"
        aria-label={`Compare with the ${length} before`}
        title={`Compare with the ${length} before. Key: c`}
        onClick={() => choose({ isCompared: !isCompared })}
      >
        Compare
      </Button>
      <TableButton isTable={isTable} onToggle={() => choose({ isTable: !isTable })} />
    </div>
  );
}
