import type { Evidence } from '../../src-main/shared/evidence.js';
import { usedUntil } from './observe-window.js';
import type { SimulatedWindow } from './simulate-user.js';

/** What simpler estimates would say after the windows so far; null: nothing yet. */
export interface Baselines {
  readonly 'max of past': number | null;
  readonly 'P90 of past': number | null;
  readonly 'mean of hits': number | null;
  readonly 'EWMA of use/percent': number | null;
}
export type BaselineName = keyof Baselines;
export const BASELINES: readonly BaselineName[] = [
  'max of past',
  'P90 of past',
  'mean of hits',
  'EWMA of use/percent',
];

const NEW_SHARE = 0.3;

/** Fed window by window. */
export function createBaselines() {
  const totals: number[] = [];
  const hits: number[] = [];
  let ewma: number | null = null;
  return {
    add(window: SimulatedWindow, records: readonly Evidence[]): Baselines {
      totals.push(middle(usedUntil(window, window.end)));
      for (const record of records) {
        const limit = limitOf(record);
        if (limit === null) continue;
        if (record.kind === 'hit') hits.push(limit);
        ewma = ewma === null ? limit : ewma + NEW_SHARE * (limit - ewma);
      }
      const sorted = [...totals].sort((one, other) => one - other);
      return {
        'max of past': sorted.at(-1) ?? null,
        'P90 of past': sorted[Math.floor(0.9 * (sorted.length - 1))] ?? null,
        'mean of hits':
          hits.length > 0 ? hits.reduce((sum, hit) => sum + hit, 0) / hits.length : null,
        'EWMA of use/percent': ewma,
      };
    },
  };
}

function limitOf({ kind, used, settled, pct }: Evidence): number | null {
  if (kind === 'hit') return settled?.usd ? middle(settled.usd) : null;
  if (kind !== 'reading' || !pct || !used?.usd || used.usd[1] === 0) return null;
  return middle(used.usd) / (pct / 100);
}

const middle = ([low, high]: readonly [number, number]) => (low + high) / 2;
