import { useEffect } from 'react';
import { DAY_MS } from '../../src-main/shared/units.js';
import { type HistoryRange, useNow, useWindow } from '../store.js';
import { offerRanges } from './history-ranges.js';

const NOTHING_HELD = { from: null, to: null, gaps: [] };

/** The ranges worth offering and the chosen one; a choice that is not offered falls back. */
export function useOfferedRange(): {
  readonly range: HistoryRange;
  readonly offered: readonly HistoryRange[];
} {
  const chosen = useWindow((state) => state.choices.range);
  const choose = useWindow((state) => state.choose);
  const coverage = useWindow((state) => state.snapshot?.sync.coverage);
  const now = useNow(DAY_MS);
  const offered = offerRanges(coverage ?? NOTHING_HELD, now);
  const range = offered.includes(chosen) ? chosen : '30d';
  useEffect(() => {
    if (range !== chosen) choose({ range });
  }, [range, chosen, choose]);
  return { range, offered };
}
