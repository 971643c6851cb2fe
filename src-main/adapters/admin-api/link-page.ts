import type { Page } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';

/** More that is announced and not named would be lost without a word (A32). */
export function linkPage<T>(
  items: readonly T[],
  hasMore: boolean,
  next: string | null,
): Result<Page<T>> {
  if (!hasMore) return ok({ items, next: null });
  if (next === null) return failed({ kind: 'incomplete', detail: 'more announced, no page named' });
  return ok({ items, next });
}
