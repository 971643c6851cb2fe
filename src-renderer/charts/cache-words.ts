import {
  CACHE_TARGET,
  CACHE_WARNING,
  type CacheBucket,
  type CacheUse,
} from '../../src-main/shared/cache.js';
import { DASH, formatMoney, formatPercent, formatTokens } from '../../src-main/shared/format.js';
import { describeState } from './describe-state.js';

export type CacheJudgement = 'on target' | 'below target' | 'low';

/** Null without any input: nothing is not low. */
export function judgeCache(efficiency: number | null): CacheJudgement | null {
  if (efficiency === null) return null;
  if (efficiency >= CACHE_TARGET) return 'on target';
  return efficiency < CACHE_WARNING ? 'low' : 'below target';
}

/** "87 %"; 84.9 % where rounding would lift it to the target, 49.9 % likewise. */
export function formatShare(share: number | null): string {
  if (share === null) return DASH;
  const percent = share * 100;
  const isLifted = [CACHE_WARNING, CACHE_TARGET].some(
    (mark) => share < mark && Math.round(percent) >= Math.round(mark * 100),
  );
  return isLifted ? `${Math.floor(percent * 10) / 10} %` : formatPercent(percent);
}

/** Ways the input was served, from the ground up, each with its colour. */
export const CACHE_PARTS = [
  { key: 'cacheRead', label: 'Read from cache', colour: 'var(--series-0)' },
  { key: 'cacheCreation', label: 'Written to cache', colour: 'var(--series-2)' },
  { key: 'uncachedInput', label: 'Uncached', colour: 'var(--series-other)' },
] as const;

export const inputOf = ({ uncachedInput, cacheCreation, cacheRead }: CacheUse) =>
  uncachedInput + cacheCreation + cacheRead;

export interface CacheFact {
  readonly label: string;
  /** Null: a sum of money has no colour in the chart. */
  readonly colour: string | null;
  readonly value: string;
  readonly share: string | null;
}

/** What is told of one bucket, in the order of its bar. */
export function factsOfCache(use: CacheUse): readonly CacheFact[] {
  const input = inputOf(use);
  const parts = CACHE_PARTS.map(({ key, label, colour }) => ({
    label,
    colour,
    value: formatTokens(use[key]),
    share: formatShare(input === 0 ? null : use[key] / input),
  }));
  const saved = formatMoney(use.savedMicrocents);
  return [...parts, { label: 'Saved, estimate', colour: null, value: saved, share: null }];
}

type Held = CacheUse & Pick<CacheBucket, 'from' | 'to' | 'state'>;

/** "on target", "no data", "no input, still filling": what a bucket's rate is worth. */
export function describeCache(bucket: Held): string {
  if (bucket.state === 'missing') return 'no data';
  const words = [judgeCache(bucket.efficiency) ?? 'no input', describeState(bucket)];
  return words.filter((word) => word !== null).join(', ');
}

/** The bucket, or the fact of it that is pointed at. */
export function speakCache(bucket: Held, focused: number | null): string {
  const fact = focused === null ? undefined : factsOfCache(bucket)[focused];
  if (!fact) {
    const rate = bucket.efficiency === null ? '' : `${formatShare(bucket.efficiency)} from cache, `;
    return `${rate}${describeCache(bucket)}`;
  }
  return `${fact.label}: ${fact.value}${fact.share === null ? '' : `, ${fact.share}`}`;
}
