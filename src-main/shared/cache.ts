import type { BucketState, Grain } from './history.js';
import type { Provenance } from './snapshot.js';
import type { Instant, Span } from './units.js';

/** Buckets are UTC, as in the history. */
export interface CacheQuery extends Span {
  readonly grain: Extract<Grain, 'hour' | 'day' | 'week'>;
}

/** Token counts and, from the price table alone, integer microcents. */
export interface CacheUse {
  readonly uncachedInput: number;
  readonly cacheCreation: number;
  readonly cacheRead: number;
  /** cacheRead / (uncachedInput + cacheCreation + cacheRead), 0..1; null without any input. */
  readonly efficiency: number | null;
  /**
   * What the same input would have cost uncached, less what it is estimated to have cost. Negative
   * when writing cost more than reading saved. Null: no price is known.
   */
  readonly savedMicrocents: number | null;
  /**
   * What would be saved besides if every model of every workspace reached the target; 0 when each
   * is at or above it.
   */
  readonly couldSaveMicrocents: number | null;
}

export interface CacheBucket extends Span, CacheUse {
  readonly start: Instant;
  readonly state: BucketState;
}

export interface CacheGroup extends CacheUse {
  readonly id: string | null;
  readonly label: string;
}

export interface Cache {
  readonly query: CacheQuery;
  readonly total: CacheUse;
  readonly buckets: readonly CacheBucket[];
  /** Most input first. */
  readonly models: readonly CacheGroup[];
  readonly workspaces: readonly CacheGroup[];
  readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  /** Of the counts and of the efficiency. */
  readonly provenance: Provenance;
  readonly moneyProvenance: Provenance;
}

/** A well-kept cache answers most of the input. */
export const CACHE_TARGET = 0.85;
export const CACHE_WARNING = 0.5;
